using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

/// <summary>Twenty steps on a small regression; the expected parameters were computed by PyTorch 1.13.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void AdamW_takes_PyTorchs_steps() => Compare(
        parameters => optim.AdamW(parameters, lr: 0.05, weight_decay: 0.1),
        [0.9927524924278259, -1.130499005317688, 1.098263144493103, 0.5170772671699524, 0.08401260524988174, -0.259538859128952],
        [-0.01584896445274353, -0.7440266013145447],
        0.6723570227622986);

    [Fact]
    public void AdamW_with_amsgrad_takes_PyTorchs_steps() => Compare(
        parameters => optim.AdamW(parameters, lr: 0.05, beta1: 0.8, beta2: 0.95, amsgrad: true),
        [1.0532475709915161, -1.237138271331787, 1.2605286836624146, 0.628280758857727, 0.0861150249838829, -0.316999226808548],
        [0.0013417107984423637, -0.7781842350959778],
        0.6838170289993286);

    [Fact]
    public void Adam_takes_PyTorchs_steps() => Compare(
        parameters => optim.Adam(parameters, lr: 0.05, weight_decay: 0.1),
        [0.786557674407959, -0.8615574836730957, 1.077407956123352, 0.5435120463371277, 0.012397010810673237, -0.16599521040916443],
        [0.0030854837968945503, -0.5818538665771484],
        0.6244933605194092);

    [Fact]
    public void Sgd_takes_PyTorchs_steps() => Compare(
        parameters => optim.SGD(parameters, 0.1, momentum: 0.9, weight_decay: 0.01, nesterov: true),
        [0.9964941143989563, -1.1260182857513428, 0.9229319095611572, -0.09081865102052689, -0.25281980633735657, 0.23791402578353882],
        [0.014841650612652302, -0.23210984468460083],
        0.6888797283172607);

    [Fact]
    public void A_restored_state_continues_as_if_nothing_had_happened()
    {
        using var scope = NewDisposeScope();
        var whole = NewParameters();
        var optimizer = optim.AdamW(whole, lr: 0.05, weight_decay: 0.1);
        Run(optimizer, whole, 0, 20);

        var first = NewParameters();
        var before = optim.AdamW(first, lr: 0.05, weight_decay: 0.1);
        Run(before, first, 0, 10);
        Parameter[] second = [.. first.Select(parameter => nn.Parameter(parameter.detach().clone()))];
        var after = optim.AdamW(second, lr: 1);
        after.load_state_dict(before.state_dict());
        Run(after, second, 10, 20);

        Assert.Equal(20, ((AdamW.State)after.state_dict().State[0]).step);
        Assert.True(whole[0].Equals(second[0]));
        Assert.True(whole[1].Equals(second[1]));
    }

    [Fact]
    public void The_learning_rate_can_be_changed_between_steps()
    {
        using var scope = NewDisposeScope();
        var parameters = NewParameters();
        var optimizer = optim.AdamW(parameters, lr: 0.05);
        optimizer.ParamGroups.Single().LearningRate = 0;
        var before = parameters[0].detach().clone();
        Run(optimizer, parameters, 0, 3);

        Assert.True(before.Equals(parameters[0]));
        Assert.Equal(0.05, optimizer.ParamGroups.Single().InitialLearningRate);
    }

    [Fact]
    public void Groups_have_settings_of_their_own()
    {
        using var scope = NewDisposeScope();
        var parameters = NewParameters();
        var optimizer = optim.AdamW([new AdamW.ParamGroup([parameters[0]], lr: 0), new AdamW.ParamGroup([parameters[1]], lr: 0.1)]);
        var frozen = parameters[0].detach().clone();
        Run(optimizer, parameters, 0, 2);

        Assert.True(frozen.Equals(parameters[0]));
        Assert.False(parameters[1].allclose(NewParameters()[1]));
    }

    [Fact]
    public void A_parameter_without_gradient_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        var parameters = NewParameters();
        optim.AdamW(parameters, lr: 0.1, weight_decay: 0.5).step();
        Assert.True(parameters[0].Equals(NewParameters()[0]));
    }

    [Fact]
    public void Parameters_that_do_not_lie_densely_take_the_same_steps()
    {
        using var scope = NewDisposeScope();
        var dense = NewParameters();
        Parameter[] scattered = [nn.Parameter(dense[0].detach().t().contiguous().t()), nn.Parameter(dense[1].detach().clone())];
        Assert.False(scattered[0].is_contiguous());
        Run(optim.AdamW(dense, lr: 0.05, weight_decay: 0.1), dense, 0, 20);
        Run(optim.AdamW(scattered, lr: 0.05, weight_decay: 0.1), scattered, 0, 20);

        Assert.True(dense[0].allclose(scattered[0], 0, 1e-6));
        Assert.True(dense[1].allclose(scattered[1], 0, 1e-6));
    }

    [Fact]
    public void A_parameter_cannot_be_in_two_groups()
    {
        using var scope = NewDisposeScope();
        var parameters = NewParameters();
        Assert.Throws<ArgumentException>(() => optim.AdamW([new AdamW.ParamGroup(parameters), new AdamW.ParamGroup(parameters)]));
    }

    private static Parameter[] NewParameters() =>
    [
        nn.Parameter(tensor(new[] { 0.5f, -1f, 2f, 1.5f, 0.25f, -0.75f }, [2, 3])),
        nn.Parameter(tensor(new[] { 0.1f, -0.2f })),
    ];

    private static void Compare(Func<Parameter[], optim.Optimizer> make, double[] weight, double[] bias, double loss)
    {
        using var scope = NewDisposeScope();
        var parameters = NewParameters();
        var last = Run(make(parameters), parameters, 0, 20);

        Expect.Values(parameters[0], weight, 1e-6);
        Expect.Values(parameters[1], bias, 1e-6);
        Assert.Equal(loss, last, 1e-6);
    }

    private static double Run(optim.Optimizer optimizer, Parameter[] parameters, int from, int to)
    {
        var last = 0.0;
        for (var step = from; step < to; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var input = (arange(12, ScalarType.Float32) + step).sin().reshape(4, 3);
            var target = (arange(8, ScalarType.Float32) * 0.5).cos().reshape(4, 2);
            var loss = (nn.functional.linear(input, parameters[0], parameters[1]).tanh() - target).pow(2).mean();
            loss.backward();
            optimizer.step();
            last = loss.ToDouble();
        }

        return last;
    }
}
