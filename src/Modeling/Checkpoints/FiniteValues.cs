using System.Numerics;
using System.Runtime.InteropServices;
using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>
/// Checks that stored weights are numbers, while they are read: infinities and NaN are the values whose exponent has all bits set.
/// </summary>
internal static class FiniteValues
{
    /// <summary>Checks a part of a tensor.</summary>
    /// <param name="stored">The tensor, for messages.</param>
    /// <param name="start">Position of the first value of the part in the tensor.</param>
    /// <param name="part">Values on the CPU, contiguous; integers are always finite.</param>
    /// <exception cref="InputException">A value is infinite or not a number.</exception>
    public static void Check(StoredTensor stored, long start, Tensor part)
    {
        if (IndexOfOther(part) is >= 0 and var found)
        {
            var all = stored.Entry.Shape.Aggregate(1L, (product, length) => product * length);
            throw new InputException(
                $"{stored.File.Location}: {stored.Entry.Name}",
                $"value {start + found:N0} of {all:N0} is {part[found].to(ScalarType.Float32).item<float>()}: "
                    + "the weights contain NaN or infinite values.",
                "The training that wrote them diverged, or the file is damaged; use another checkpoint.");
        }
    }

    private static int IndexOfOther(Tensor part) => part.dtype switch
    {
        ScalarType.BFloat16 => IndexOfExponent<ushort>(part.bytes, 0x7F80),
        ScalarType.Float16 => IndexOfExponent<ushort>(part.bytes, 0x7C00),
        ScalarType.Float32 => IndexOfExponent(part.bytes, 0x7F80_0000u),
        ScalarType.Float64 => IndexOfExponent(part.bytes, 0x7FF0_0000_0000_0000uL),
        _ => -1,
    };

    /// <summary>Returns the position of the first value that has all bits of <paramref name="exponent"/>, or -1.</summary>
    private static int IndexOfExponent<T>(ReadOnlySpan<byte> bytes, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var exponents = Vector.Create(exponent);
        var at = 0;
        for (; at <= values.Length - Vector<T>.Count; at += Vector<T>.Count)
        {
            if (Vector.EqualsAny(Vector.Create(values[at..]) & exponents, exponents))
            {
                break;
            }
        }

        for (; at < values.Length; at++)
        {
            if ((values[at] & exponent) == exponent)
            {
                return at;
            }
        }

        return -1;
    }
}
