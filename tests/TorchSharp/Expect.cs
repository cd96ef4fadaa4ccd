using static TorchSharp.torch;

namespace LmmCl.TorchSharp.Tests;

internal static class Expect
{
    /// <summary>Every element within <paramref name="tolerance"/> of the expected one.</summary>
    public static void Values(Tensor actual, double[] expected, double tolerance = 1e-6)
    {
        using var scope = NewDisposeScope();
        var values = actual.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(values[i] - expected[i]) <= tolerance, $"element {i}: {values[i]} instead of {expected[i]}");
        }
    }

    public static long[] Integers(Tensor actual)
    {
        using var dense = actual.to_type(ScalarType.Int64).contiguous();
        return dense.data<long>().ToArray();
    }

    /// <summary>Tensors of the process that are alive, once those that earlier tests dropped are finalized.</summary>
    public static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
