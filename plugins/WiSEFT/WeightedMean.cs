using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.WiSEFT;

/// <summary>Weighted mean of a tensor of two models.</summary>
internal sealed class WeightedMean
{
    private readonly double previousWeight;
    private readonly double tunedWeight;
    private readonly ScalarType? accumulator;

    private WeightedMean(double previousWeight, double tunedWeight, ScalarType? accumulator) =>
        (this.previousWeight, this.tunedWeight, this.accumulator) = (previousWeight, tunedWeight, accumulator);

    /// <summary>Creates a mean with the weights of the settings.</summary>
    public static WeightedMean Of(WiSEFTSettings settings) => new(settings.Shares.Previous, settings.Shares.Tuned, Accumulator(settings));

    /// <summary>Creates a mean with another weight of the previous model.</summary>
    public static WeightedMean Of(WiSEFTSettings settings, double previousWeight) =>
        new(previousWeight, 1 - previousWeight, Accumulator(settings));

    /// <summary>
    /// Computes previous_weight * previous + (1 - previous_weight) * tuned. By default in fp32, to be rounded once by the caller that
    /// stores it; a weight of 0 or 1 returns one of the two unchanged. As published, accumulated from zeros in <see cref="MergeDtype"/>,
    /// rounding each product and each sum.
    /// </summary>
    public Tensor Of(Tensor previous, Tensor tuned)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return (accumulator is { } type ? Published(previous, tuned, type) : InSinglePrecision(previous, tuned)).MoveToOuterDisposeScope();
    }

    private static ScalarType? Accumulator(WiSEFTSettings settings) => (settings.Mode, settings.MergeDtype) switch
    {
        (MergeMode.Default, _) => null,
        (_, MergeDtype.Bfloat16) => ScalarType.BFloat16,
        (_, MergeDtype.Float16) => ScalarType.Float16,
        _ => ScalarType.Float32,
    };

    private Tensor InSinglePrecision(Tensor previous, Tensor tuned) => previousWeight switch
    {
        0 => tuned.clone(),
        1 => previous.clone(),
        _ => previous.to(ScalarType.Float32).Times(previousWeight).Plus(tuned.to(ScalarType.Float32).Times(tunedWeight)),
    };

    private Tensor Published(Tensor previous, Tensor tuned, ScalarType type)
    {
        var sum = zeros(previous.shape, dtype: type, device: previous.device);
        sum = sum.Plus(Product(previous, previousWeight, type));
        return sum.Plus(Product(tuned, tunedWeight, type));
    }

    /// <summary>
    /// Computes a product in which the tensor is rounded to the type but its weight is not: half-precision products differ in that between
    /// releases of libtorch.
    /// </summary>
    private static Tensor Product(Tensor tensor, double weight, ScalarType type) =>
        tensor.to(type).to(ScalarType.Float32).Times(weight).to(type);
}
