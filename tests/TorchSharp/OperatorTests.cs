using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

/// <summary>The expected numbers were computed by PyTorch 1.13.</summary>
public sealed class OperatorTests
{
    private static Tensor X => arange(12, ScalarType.Float32).reshape(3, 4).div(5).sub(1);

    [Fact]
    public void Softmax_and_its_logarithm()
    {
        using var scope = NewDisposeScope();
        double[] row = [0.1806572, 0.2206552, 0.2695088, 0.3291788];
        Expect.Values(X.softmax(-1), [.. row, .. row, .. row]);
        Expect.Values(nn.functional.log_softmax(X, 0)[2], [-0.5015177, -0.5015178, -0.5015178, -0.5015177]);
        Expect.Values(X.logsumexp(1), [0.7111541, 1.5111542, 2.3111541]);
    }

    [Fact]
    public void Activations()
    {
        using var scope = NewDisposeScope();
        Expect.Values(
            nn.functional.gelu(X),
            [
                -0.1586553, -0.1694843, -0.1645518, -0.1378313, -0.084148, 0, 0.115852,
                0.2621686, 0.4354482, 0.6305156, 0.8413447, 1.0619164,
            ]);
        Expect.Values(
            nn.functional.gelu(X, global::TorchSharp.Modules.GELU.Approximate.tanh),
            [
                -0.158808, -0.1695683, -0.1645848, -0.1378388, -0.0841486, 0,
                0.1158515, 0.2621611, 0.4354152, 0.6304317, 0.841192, 1.0617027,
            ]);
        Expect.Values(
            nn.functional.silu(X),
            [
                -0.2689414, -0.2480204, -0.2126062, -0.1605249, -0.0900332, 0,
                0.1099668, 0.2394751, 0.3873938, 0.5519795, 0.7310586, 0.9222298,
            ]);
    }

    [Fact]
    public void Layer_norm_scales_and_shifts()
    {
        using var scope = NewDisposeScope();
        var normed = nn.functional.layer_norm(X, [4], tensor(new[] { 1f, 2, 3, 4 }), tensor(new[] { 0.1f, 0.2f, 0.3f, 0.4f }));
        Expect.Values(normed[0], [-1.2415067, -0.6943378, 1.6415066, 5.7660279], 1e-5);
    }

    [Fact]
    public void Cross_entropy_leaves_out_ignored_targets()
    {
        using var scope = NewDisposeScope();
        Expect.Values(nn.functional.cross_entropy(X, tensor(new long[] { 1, -100, 3 })), [1.3111541]);
        Expect.Values(
            nn.functional.cross_entropy(X, tensor(new long[] { 1, 0, 3 }), reduction: nn.Reduction.Sum, label_smoothing: 0.1), [4.3234625]);
    }

    [Fact]
    public void Interpolation_in_every_mode_that_is_offered()
    {
        using var scope = NewDisposeScope();
        var image = arange(9, ScalarType.Float32).pow(1.5).reshape(1, 1, 3, 3);
        Expect.Values(
            nn.functional.interpolate(image, [2, 4], mode: InterpolationMode.Bilinear, align_corners: false),
            [1.2990381, 2.2058892, 3.562402, 4.9164052, 12.3217421, 14.5520248, 17.3434887, 19.7656479], 1e-5);
        Expect.Values(
            nn.functional.interpolate(image, [2, 4], mode: InterpolationMode.Bilinear, align_corners: true),
            [0, 0.6666667, 1.6094757, 2.8284271, 14.6969385, 17.2458191, 19.8893127, 22.6274166], 1e-5);
        Expect.Values(
            nn.functional.interpolate(image, [2, 2], mode: InterpolationMode.Bicubic, align_corners: false),
            [1.0803729, 3.8902194, 13.4166718, 19.5623608], 1e-5);
        Expect.Values(
            nn.functional.interpolate(image, scale_factor: [2.0 / 3, 4.0 / 3]),
            [0, 0, 1, 2.8284271, 5.1961522, 5.1961522, 8, 11.1803398], 1e-5);
    }

    [Fact]
    public void Convolution()
    {
        using var scope = NewDisposeScope();
        var image = arange(9, ScalarType.Float32).pow(1.5).reshape(1, 1, 3, 3);
        var kernels = arange(8, ScalarType.Float32).div(10).sub(0.3).reshape(2, 1, 2, 2);
        Expect.Values(
            nn.functional.conv2d(image, kernels, tensor(new[] { 0.5f, -0.5f })),
            [-0.2196153, -1.1656855, -4.12854, -5.9880943, 4.4588456, 7.0378213, 13.436801, 17.1431122], 1e-5);
    }

    [Fact]
    public void Causal_attention_sees_no_later_position()
    {
        using var scope = NewDisposeScope();
        var ramp = arange(24, ScalarType.Float32);
        var (query, key, value) = (ramp.sin().reshape(1, 2, 3, 4), ramp.cos().reshape(1, 2, 3, 4), ramp.div(10).reshape(1, 2, 3, 4));
        double[] expected =
        [
            0, 0.1, 0.2, 0.3, 0.3022887, 0.4022887, 0.5022888, 0.6022887, 0.1973978, 0.2973977, 0.3973978, 0.4973977,
            1.2, 1.3, 1.4, 1.5, 1.4727353, 1.5727353, 1.6727352, 1.7727354, 1.4454769, 1.5454768, 1.6454768, 1.7454767,
        ];

        Expect.Values(nn.functional.scaled_dot_product_attention(query, key, value, is_casual: true), expected);
        var mask = ones(3, 3, ScalarType.Bool).tril();
        Expect.Values(nn.functional.scaled_dot_product_attention(query, key, value, mask), expected);
    }

    [Fact]
    public void Reductions()
    {
        using var scope = NewDisposeScope();
        Expect.Values(X.std(1), [0.2581989, 0.2581989, 0.2581989]);
        Expect.Values(X.var(1, unbiased: false), [0.05, 0.05, 0.05]);
        Expect.Values(X.cumsum(1)[0], [-1, -1.8, -2.4, -2.8]);
        Expect.Values(X.norm(), [2.4166093]);
        Expect.Values(X.mean([0, 1]), [0.1]);
        Expect.Values(X.sum(1, keepdim: true), [-2.8, 0.4, 3.6]);
        var (values, places) = X.max(0);
        Expect.Values(values, [0.6, 0.8, 1, 1.2]);
        Assert.Equal([2, 2, 2, 2], Expect.Integers(places));
        Assert.Equal([3, 3, 3], Expect.Integers(X.argmax(-1)));
    }

    [Fact]
    public void Numbers_do_not_change_a_tensors_type()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.Float32, (ones(2) * 2.5).dtype);
        Assert.Equal(ScalarType.BFloat16, (ones(2, ScalarType.BFloat16) + 1).dtype);
        Assert.Equal(ScalarType.Int64, (arange(3) * 2).dtype);
        Assert.Equal(ScalarType.Float32, (arange(3) / 2).dtype);
        Expect.Values(1 - arange(3), [1, 0, -1]);
        Expect.Values(6.0 / tensor(new[] { 1f, 2, 3 }), [6, 3, 2]);
        Expect.Values(tensor(new[] { -5, 5 }) % 3, [1, 2]);
    }

    [Fact]
    public void Sorting_and_picking()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 3f, 1, 2, 2 });
        var (sorted, order) = t.sort(stable: true);
        Expect.Values(sorted, [1, 2, 2, 3]);
        Assert.Equal([1, 2, 3, 0], Expect.Integers(order));
        Assert.Equal([0], Expect.Integers(t.topk(1).indexes));
        Expect.Values(t.gather(0, tensor(new long[] { 3, 0 })), [2, 3]);
        Expect.Values(t.masked_fill(t > 1.5, -1), [-1, 1, -1, -1]);
        Expect.Values(where(t > 1.5, t, zeros(4)), [3, 0, 2, 2]);
        Expect.Values(zeros(3).index_add_(0, tensor(new long[] { 0, 2, 0, 2 }), t, 1), [5, 0, 3]);
        Expect.Values(nn.functional.one_hot(tensor(new long[] { 1, 0 }), 3), [0, 1, 0, 1, 0, 0]);
    }

    [Fact]
    public void Joining_and_splitting()
    {
        using var scope = NewDisposeScope();
        var t = arange(6).reshape(2, 3);
        Assert.Equal([4, 3], cat([t, t]).shape);
        Assert.Equal([2, 2, 3], stack([t, t], 1).shape);
        Assert.Equal([2, 3], t.split([1, 2], 1).Select(part => part.size(1)).Select(width => width + 1));
        Assert.Equal([1, 1], t.chunk(2).Select(part => part.size(0)));
        Assert.Equal([2, 0, 1, 5, 3, 4], Expect.Integers(t.roll(1, 1)));
        Assert.Equal([3, 4, 5, 0, 1, 2], Expect.Integers(t.flip(0)));
        Assert.Equal([0, 0, 1, 1, 2, 2], Expect.Integers(arange(3).repeat_interleave(2)));
        Expect.Values(einsum("ij,kj->ik", t.@float(), t.@float()), [5, 14, 14, 50]);
    }

    [Fact]
    public void Types_are_converted_both_ways()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[] { 1.0f, -2.5f });
        Assert.Equal([1, -2], Expect.Integers(t.@long()));
        Expect.Values(t.bfloat16().@float(), [1, -2.5]);
        Assert.Equal(new BFloat16(-2.5f), t.bfloat16().data<BFloat16>()[1]);
        Assert.Equal(-2.5, t[1].ToDouble());
        Assert.True((bool)(t[0] == 1));
        Expect.Values(from_array(new[,] { { 1.0, 2 }, { 3, 4 } }).sum(dim: 0), [4, 6]);
    }
}
