using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Cases;

/// <summary>Compares tensors with golden ones.</summary>
internal static class TensorDifference
{
    /// <summary>Largest absolute difference; infinite if the shapes differ, NaN if a value is NaN.</summary>
    public static double Of(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        if (!found.shape.SequenceEqual(expected.shape))
        {
            return double.PositiveInfinity;
        }

        return found.numel() == 0
            ? 0
            : (found.detach().cpu().to(ScalarType.Float64) - expected.cpu().to(ScalarType.Float64)).abs().max().item<double>();
    }

    /// <summary>Passes within <paramref name="tolerance"/>; different shapes get a message of their own.</summary>
    public static GoldenOutcome Check(Tensor found, Tensor expected, double tolerance, string what) =>
        found.shape.SequenceEqual(expected.shape)
            ? GoldenOutcome.Within(Of(found, expected), tolerance, what)
            : GoldenOutcome.Equal(
                false, () => $"{what}: shape [{string.Join(", ", found.shape)}], expected [{string.Join(", ", expected.shape)}]");

    /// <summary>L2 norm.</summary>
    public static double Norm(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(tensor.detach().to(ScalarType.Float64).pow(Numbers.Of(2)).sum().item<double>());
    }
}
