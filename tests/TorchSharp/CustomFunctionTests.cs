using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace LmmCl.TorchSharp.Tests;

public sealed class CustomFunctionTests
{
    [Fact]
    public void A_straight_through_step_passes_the_gradient_on()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.2f, 0.8f }, requires_grad: true);
        var y = RoundStraightThrough.apply(x);
        (y * 3).sum().backward();

        Expect.Values(y, [0, 1]);
        Expect.Values(x.grad!, [3, 3]);
    }

    [Fact]
    public void Saved_tensors_data_and_arguments_that_are_no_tensors_reach_backward()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f }, requires_grad: true);
        var w = tensor(new[] { 5f }, requires_grad: true);
        ScaledProduct.apply(x, 4.0, w).sum().backward();

        Expect.Values(x.grad!, [20]);
        Expect.Values(w.grad!, [8]);
    }

    [Fact]
    public void An_output_that_was_saved_keeps_its_history()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f }, requires_grad: true);
        Exponential.apply(x).sum().backward();
        Expect.Values(x.grad!, [Math.E]);
    }

    [Fact]
    public void Recomputing_in_backward_gives_the_same_gradients_to_inputs_and_parameters()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = nn.Linear(3, 3);
        var x = randn([2, 3], requires_grad: true);
        nn.functional.gelu(layer.call(x)).sum().backward();
        var (plainInput, plainWeight) = (x.grad!.clone(), layer.weight.grad!.clone());
        x.grad = null;
        layer.zero_grad();

        Checkpoint.apply(x, (Func<Tensor, Tensor>)(input => nn.functional.gelu(layer.call(input)))).sum().backward();

        Assert.True(plainInput.Equals(x.grad!));
        Assert.True(plainWeight.Equals(layer.weight.grad!));
    }

    [Fact]
    public void Outputs_that_nobody_used_send_zeros_back()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f }, requires_grad: true);
        var parts = TwoMultiples.apply(x);
        parts[1].sum().backward();
        Expect.Values(x.grad!, [20]);
    }

    [Fact]
    public void An_exception_in_backward_comes_out_of_backward()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);
        var problem = Assert.Throws<ExternalException>(() => Failing.apply(x).sum().backward());

        Assert.Contains("no gradient today", problem.Message);
        Assert.IsType<NotSupportedException>(problem.InnerException);
    }

    [Fact]
    public void A_second_backward_through_the_same_graph_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f }, requires_grad: true);
        var y = Exponential.apply(x).sum();
        y.backward();
        Assert.Throws<ExternalException>(() => y.backward());
    }

    [Fact]
    public void Graphs_of_custom_functions_leave_no_tensors_behind()
    {
        using var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        var before = Expect.LiveTensors();
        for (var i = 0; i < 50; i++)
        {
            using var scope = NewDisposeScope();
            Exponential.apply(ScaledProduct.apply(x, 0.5, x)).sum().backward();
        }

        Assert.Equal(before, Expect.LiveTensors());
    }

    private sealed class RoundStraightThrough : SingleTensorFunction<RoundStraightThrough>
    {
        public override string Name => nameof(RoundStraightThrough);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).round();

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class ScaledProduct : SingleTensorFunction<ScaledProduct>
    {
        public override string Name => nameof(ScaledProduct);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var (x, scale, w) = ((Tensor)vars[0], (double)vars[1], (Tensor)vars[2]);
            ctx.save_for_backward([x, w]);
            ctx.save_data("scale", scale);
            return x * w * scale;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var scale = (double)ctx.get_data("scale");
            return [grad_output * saved[1] * scale, null!, grad_output * saved[0] * scale];
        }
    }

    private sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var result = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([result]);
            return result;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    private sealed class Checkpoint : SingleTensorFunction<Checkpoint>
    {
        public override string Name => nameof(Checkpoint);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]]);
            ctx.save_data("run", vars[1]);
            return ((Func<Tensor, Tensor>)vars[1])((Tensor)vars[0]);
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            using var tracked = enable_grad();
            var input = ctx.get_saved_variables()[0].detach().requires_grad_();
            var output = ((Func<Tensor, Tensor>)ctx.get_data("run"))(input);
            autograd.backward([output], [grad_output]);
            return [input.grad!, null!];
        }
    }

    private sealed class TwoMultiples : MultiTensorFunction<TwoMultiples>
    {
        public override string Name => nameof(TwoMultiples);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars) => [(Tensor)vars[0] * 10, (Tensor)vars[0] * 20];

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) =>
            [(grad_outputs[0] * 10) + (grad_outputs[1] * 20)];
    }

    private sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            throw new NotSupportedException("no gradient today");
    }
}
