using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

public sealed class AutogradTests
{
    [Fact]
    public void Gradients_equal_finite_differences()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var x = randn([3, 4], ScalarType.Float64, requires_grad: true);
        var w = randn([4, 4], ScalarType.Float64);
        Tensor Loss(Tensor input) => (nn.functional.gelu(input.matmul(w)).softmax(-1) * input.sin()).pow(2).sum();
        Loss(x).backward();
        var gradient = x.grad!;

        foreach (var (i, j) in new[] { (0L, 0L), (1L, 2L), (2L, 3L) })
        {
            const double h = 1e-6;
            using var untracked = no_grad();
            var (up, down) = (x.clone(), x.clone());
            up[i, j] = up[i, j] + h;
            down[i, j] = down[i, j] - h;
            var slope = (Loss(up) - Loss(down)).ToDouble() / (2 * h);
            Assert.Equal(slope, gradient[i, j].ToDouble(), 1e-7);
        }
    }

    [Fact]
    public void Gradients_add_up_until_they_are_cleared()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Expect.Values(x.grad!, [6, 6]);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Without_gradients_nothing_is_recorded()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
            using var tracked = enable_grad();
            Assert.True((x * 2).requires_grad);
        }

        Assert.True((x * 2).requires_grad);
        using (inference_mode())
        {
            Assert.False((x * 2).requires_grad);
            Assert.True(is_inference_mode_enabled());
        }

        Assert.False(x.detach().requires_grad);
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void Gradients_can_be_asked_for_without_being_kept()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 3f }, requires_grad: true);
        var y = x.pow(3).sum();
        var first = autograd.grad([y], [x], create_graph: true)[0];
        Expect.Values(first, [12, 27]);
        Expect.Values(autograd.grad([first.sum()], [x])[0], [12, 18]);
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_weighted_backward_scales_the_gradient()
    {
        using var scope = NewDisposeScope();
        var x = ones([2], requires_grad: true);
        (x * 2).backward([tensor(new[] { 1f, 10f })]);
        Expect.Values(x.grad!, [2, 20]);
    }

    [Fact]
    public void Clipping_scales_every_gradient_by_the_joint_norm()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(zeros(1)), nn.Parameter(zeros(1)));
        a.grad = tensor(new[] { 3f });
        b.grad = tensor(new[] { 4f });

        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Expect.Values(a.grad!, [0.6], 1e-5);
        Expect.Values(b.grad!, [0.8], 1e-5);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 5), 1e-4);
        Expect.Values(a.grad!, [0.6], 1e-5);
    }
}
