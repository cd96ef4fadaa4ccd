using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

/// <summary>The expected numbers were drawn by PyTorch 1.13 with the same seeds.</summary>
public sealed class SeedTests
{
    [Fact]
    public void A_seed_draws_the_numbers_that_it_draws_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(1234);

        Expect.Values(randn(4), [0.0461305, 0.4024028, -1.0115291, 0.2167382]);
        Expect.Values(rand(4), [0.6738061, 0.331462, 0.783708, 0.5630632]);
        Assert.Equal([2, 6, 5, 0, 4, 3, 1, 7], Expect.Integers(randperm(8)));
        Assert.Equal([82, 98, 32, 80, 24], Expect.Integers(randint(0, 100, new long[] { 5 })));
        Expect.Values(empty(3).normal_(1, 2), [0.6901992, -1.7411779, 0.7361591]);
        Expect.Values(empty(3).uniform_(-1, 1), [0.5785809, -0.3567206, 0.0494475]);
        Assert.Equal([0, 0, 1, 0, 1, 1], Expect.Integers(full(6, 0.5).bernoulli()));
        Assert.Equal([0, 1, 2, 2], Expect.Integers(multinomial(tensor(new[] { 0.1f, 0.2f, 0.7f }), 4, true)));
    }

    [Fact]
    public void A_generator_of_ones_own_leaves_the_default_one_alone()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var undisturbed = randn(4);
        manual_seed(3);
        using var generator = new Generator(7);

        Expect.Values(randn(3, generator: generator), [-0.1467951, 0.7861413, 0.9468216]);
        Assert.True(undisturbed.Equals(randn(4)));
    }

    [Fact]
    public void A_generators_state_can_be_kept_and_put_back()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        randn(5, generator: generator);
        var state = generator.get_state();
        var first = randn(5, generator: generator);
        generator.set_state(state);

        Assert.True(first.Equals(randn(5, generator: generator)));
        Assert.Equal(11, generator.initial_seed());
    }

    [Fact]
    public void A_linear_layer_starts_with_the_weights_that_it_has_in_PyTorch()
    {
        manual_seed(5);
        using var layer = nn.Linear(3, 2);

        Expect.Values(layer.weight, [0.381342, -0.4317299, 0.4705055, 0.3694199, 0.4850937, -0.44266]);
        Expect.Values(layer.bias!, [-0.3875273, 0.2747256]);
    }
}
