using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>Compares merged tensors with golden ones.</summary>
internal static class WiseTensors
{
    private const double RelativeTolerance = 2e-7;

    /// <summary>Passes if bitwise equal in the type of the golden tensor.</summary>
    public static GoldenOutcome Exact(Tensor found, Tensor expected, string what)
    {
        using var scope = NewDisposeScope();
        var converted = found.to(expected.dtype);
        return converted.shape.SequenceEqual(expected.shape) && converted.bytes.SequenceEqual(expected.bytes)
            ? GoldenOutcome.Exact
            : new GoldenOutcome(Verdict.Failed, TensorDifference.Of(converted, expected), $"{what}: not the same bits");
    }

    /// <summary>Passes within one unit in the last place for a half-precision type, or within 2e-7 relative for fp32.</summary>
    public static GoldenOutcome Close(Tensor found, Tensor expected, string what)
    {
        using var scope = NewDisposeScope();
        var converted = found.to(expected.dtype);
        var same = converted.shape.SequenceEqual(expected.shape)
            && (expected.element_size() == sizeof(short) ? Neighbours(converted, expected) : Relative(converted, expected));
        var difference = TensorDifference.Of(converted, expected);
        return same
            ? new GoldenOutcome(Verdict.Passed, difference)
            : new GoldenOutcome(Verdict.Failed, difference, $"{what}: differs by {difference:G6}");
    }

    /// <summary>
    /// True if all values differ by at most one unit in the last place, that is, their bit patterns, ordered by value, are adjacent.
    /// </summary>
    private static bool Neighbours(Tensor found, Tensor expected)
    {
        var left = MemoryMarshal.Cast<byte, short>(found.bytes);
        var right = MemoryMarshal.Cast<byte, short>(expected.bytes);
        for (var index = 0; index < left.Length; index++)
        {
            if (Math.Abs(Rank(left[index]) - Rank(right[index])) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private static int Rank(short bits) => bits < 0 ? -(bits & short.MaxValue) : bits;

    private static bool Relative(Tensor found, Tensor expected)
    {
        var (left, right) = (found.to(ScalarType.Float64), expected.to(ScalarType.Float64));
        return (left - right).abs().le(right.abs().Times(RelativeTolerance)).all().item<bool>();
    }
}
