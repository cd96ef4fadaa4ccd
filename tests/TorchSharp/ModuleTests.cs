using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.TorchSharp.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void Fields_are_registered_under_their_own_names()
    {
        using var model = new Block();
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "layers.0.weight", "layers.1.weight", "layers.1.bias"],
            model.named_parameters().Select(named => named.name));
        Assert.Equal(["table"], model.named_buffers().Select(named => named.name));
        Assert.Equal(["first", "layers", "layers.0", "layers.1"], model.named_modules().Select(named => named.name));
        Assert.Equal(["first", "layers"], model.named_children().Select(named => named.name));
    }

    [Fact]
    public void A_state_dict_can_be_kept_and_put_back()
    {
        using var scope = NewDisposeScope();
        using var source = new Block();
        using var target = new Block();
        var x = randn(2, 3);
        Assert.False(source.call(x).Equals(target.call(x)));

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(source.call(x).Equals(target.call(x)));
    }

    [Fact]
    public void A_state_dict_of_another_model_is_refused_unless_asked_for()
    {
        using var model = new Block();
        var state = model.state_dict();
        state["stranger"] = state["scale"];
        state.Remove("first.bias");

        Assert.Throws<InvalidOperationException>(() => model.load_state_dict(state));
        var (missing, unexpected) = model.load_state_dict(state, strict: false);
        Assert.Equal(["first.bias"], missing);
        Assert.Equal(["stranger"], unexpected);
    }

    [Fact]
    public void A_parameter_with_two_owners_is_counted_once_and_saved_under_both_names()
    {
        using var shared = nn.Linear(3, 3, hasBias: false);
        using var model = new Tied(shared);
        Assert.Single(model.parameters());
        Assert.Equal(["first.weight", "second.weight"], model.state_dict().Keys.Order());
    }

    [Fact]
    public void Converting_a_module_keeps_its_parameters_identity_and_leaves_whole_numbers_alone()
    {
        using var model = new Block();
        var parameter = model.named_parameters().First().parameter;
        model.to(ScalarType.BFloat16);

        Assert.Same(parameter, model.named_parameters().First().parameter);
        Assert.Equal(ScalarType.BFloat16, parameter.dtype);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
        Assert.Equal(ScalarType.Int64, model.named_buffers().Single().buffer.dtype);
    }

    [Fact]
    public void Training_mode_reaches_every_part()
    {
        using var model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5));
        model.eval();
        Assert.All(model.modules(), part => Assert.False(part.training));
        using var scope = NewDisposeScope();
        Assert.True(model.call(ones(1, 2)).Equals(model.call(ones(1, 2))));
        model.train();
        Assert.All(model.modules(), part => Assert.True(part.training));
    }

    [Fact]
    public void Disposing_a_model_frees_its_tensors()
    {
        var before = Expect.LiveTensors();
        var model = new Block();
        Assert.True(Expect.LiveTensors() > before);
        model.Dispose();
        Assert.Equal(before, Expect.LiveTensors());
    }

    [Fact]
    public void An_embedding_looks_up_rows_and_trains_them()
    {
        using var scope = NewDisposeScope();
        using var embedding = nn.Embedding(5, 2, padding_idx: 0);
        embedding.call(tensor(new long[] { 3, 3, 0 })).sum().backward();

        Expect.Values(embedding.weight!.grad!, [0, 0, 0, 0, 0, 0, 2, 2, 0, 0]);
        Expect.Values(embedding.weight[0], [0, 0]);
    }

    [Fact]
    public void A_convolution_module_equals_the_function()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(3, 4, 2, stride: 2);
        var x = randn(1, 3, 4, 4);
        Assert.True(convolution.call(x).Equals(nn.functional.conv2d(x, convolution.weight, convolution.bias, [2, 2])));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(3));
        private readonly Tensor table = arange(3);
        private readonly Linear first = nn.Linear(3, 3);
        private readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(3, 3, hasBias: false), nn.Linear(3, 3));

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) =>
            layers.Aggregate(first.call(input) * scale, (x, layer) => layer.call(x)) + table;
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear first;
        private readonly Linear second;

        public Tied(Linear shared)
            : base(nameof(Tied))
        {
            (first, second) = (shared, nn.Linear(shared.weight));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input));
    }
}
