using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Numbers for tensor operations that stay alive while native code reads them. TorchSharp does not see to that where it converts one:
/// <c>x * 0.5</c>, <c>x + y</c> or <c>x.square()</c> may read a number that the garbage collector has just freed.
/// </summary>
public static class Numbers
{
    private static readonly ConcurrentDictionary<long, Scalar> integers = new();
    private static readonly ConcurrentDictionary<long, Scalar> reals = new();

    /// <summary>1.</summary>
    public static Scalar One { get; } = 1;

    /// <summary>An integer, kept as long as the process: for constants. Hold others in a field or a <c>using Scalar</c> local.</summary>
    public static Scalar Of(long number) => integers.GetOrAdd(number, static value => value);

    /// <summary>A real number, kept as long as the process: for constants. Hold others in a field or a <c>using Scalar</c> local.</summary>
    public static Scalar Of(double number) =>
        reals.GetOrAdd(BitConverter.DoubleToInt64Bits(number), static bits => BitConverter.Int64BitsToDouble(bits));

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.add(y, One);
    }

    /// <summary>x times a number.</summary>
    public static Tensor Times(this Tensor x, double number)
    {
        ArgumentNullException.ThrowIfNull(x);
        using Scalar held = number;
        return x.mul(held);
    }

    /// <summary>The integers from <paramref name="first"/> to below <paramref name="end"/>, int64, in main memory.</summary>
    public static Tensor Range(long first, long end)
    {
        using Scalar start = first;
        using Scalar stop = end;
        return arange(start, stop, One, dtype: ScalarType.Int64);
    }
}
