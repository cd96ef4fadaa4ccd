using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Scalars for tensor operations that stay alive while native code reads them. TorchSharp does not guarantee this for implicit conversions:
/// <c>x * 0.5</c>, <c>x + y</c> or <c>x.square()</c> may read a number that the garbage collector has just freed.
/// </summary>
public static class Numbers
{
    private static readonly ConcurrentDictionary<long, Scalar> integers = new();
    private static readonly ConcurrentDictionary<long, Scalar> reals = new();

    /// <summary>The number 1.</summary>
    public static Scalar One { get; } = 1;

    /// <summary>
    /// Returns an integer scalar that lives as long as the process; use it for constants only. Hold others in a field or a <c>using
    /// Scalar</c> local.
    /// </summary>
    public static Scalar Of(long number) => integers.GetOrAdd(number, static value => value);

    /// <summary>
    /// Returns a real scalar that lives as long as the process; use it for constants only. Hold others in a field or a <c>using Scalar</c>
    /// local.
    /// </summary>
    public static Scalar Of(double number) =>
        reals.GetOrAdd(BitConverter.DoubleToInt64Bits(number), static bits => BitConverter.Int64BitsToDouble(bits));

    /// <summary>Returns x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.add(y, One);
    }

    /// <summary>Multiplies a tensor by a number.</summary>
    public static Tensor Times(this Tensor x, double number)
    {
        ArgumentNullException.ThrowIfNull(x);
        using Scalar held = number;
        return x.mul(held);
    }

    /// <summary>
    /// Returns the integers from <paramref name="first"/> inclusive to <paramref name="end"/> exclusive, int64, in main memory.
    /// </summary>
    public static Tensor Range(long first, long end)
    {
        using Scalar start = first;
        using Scalar stop = end;
        return arange(start, stop, One, dtype: ScalarType.Int64);
    }
}
