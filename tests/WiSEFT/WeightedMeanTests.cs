using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.WiSEFT.Tests;

public class WeightedMeanTests
{
    [Fact]
    public void The_weight_is_that_of_the_previous_model()
    {
        using var scope = NewDisposeScope();

        var mean = WeightedMean.Of(new WiSEFTSettings { PreviousWeight = 0.25 }).Of(tensor(new[] { 4f, 0 }), tensor(new[] { 0f, 8 }));

        Assert.Equal([1f, 6], mean.data<float>().ToArray());
    }

    /// <summary>-0 and numbers that a product with 0 would lose stay what they are.</summary>
    [Theory]
    [InlineData(0, new[] { -0f, 2, 3 })]
    [InlineData(1, new[] { 1, float.PositiveInfinity, 1e-45f })]
    public void The_whole_weight_takes_one_of_the_two_as_it_is(double weight, float[] expected)
    {
        using var scope = NewDisposeScope();
        var (previous, tuned) = (tensor(new[] { 1, float.PositiveInfinity, 1e-45f }), tensor(new[] { -0f, 2, 3 }));

        var mean = WeightedMean.Of(new WiSEFTSettings(), weight).Of(previous, tuned);

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), mean.data<float>().ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1.1015625f)]
    [InlineData(0.009521484375f)]
    public void By_default_two_equal_tensors_have_themselves_as_their_mean(float value)
    {
        using var scope = NewDisposeScope();
        var same = tensor(new[] { value }).to(ScalarType.BFloat16);

        var mean = WeightedMean.Of(new WiSEFTSettings { PreviousWeight = 0.1 }).Of(same, same).to(ScalarType.BFloat16);

        Assert.Equal(value, mean.to(ScalarType.Float32).item<float>());
    }

    [Fact]
    public void As_published_two_equal_tensors_drift()
    {
        using var scope = NewDisposeScope();
        var same = linspace(0.5, 2, 400, dtype: ScalarType.Float32).to(ScalarType.BFloat16);

        var mean = WeightedMean.Of(new WiSEFTSettings { Mode = MergeMode.AsPublished }).Of(same, same);

        Assert.Equal(ScalarType.BFloat16, mean.dtype);
        Assert.InRange(mean.ne(same).sum().item<long>(), 1, 399);
        Assert.True((mean - same).abs().max().to(ScalarType.Float32).item<float>() <= 1f / 64);
    }

    /// <summary>0.3 * 1.5 + 0.7 * 2.5 in bf16: 0.45 -> 0.44921875 and 1.75, sum 2.19921875 -> 2.203125.</summary>
    [Fact]
    public void As_published_every_product_and_every_sum_is_rounded()
    {
        using var scope = NewDisposeScope();
        var settings = new WiSEFTSettings { Mode = MergeMode.AsPublished, PreviousWeight = 0.3 };

        var mean = WeightedMean.Of(settings).Of(tensor(new[] { 1.5f }), tensor(new[] { 2.5f }));

        Assert.Equal(2.203125f, mean.to(ScalarType.Float32).item<float>());
    }
}
