namespace LmmCl.Modeling.Images.Resizing;

/// <summary>
/// For each output sample of an axis: the first contributing input sample, and the weights of it and its successors with 22 fraction bits.
/// Downscaling widens the kernel so that every input sample contributes (antialiasing).
/// </summary>
internal sealed class AxisWeights
{
    /// <summary>Fraction bits of a weight.</summary>
    public const int FractionBits = 22;

    /// <summary>One half, the initial value of a sum, so that truncation rounds.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly int[] firsts;
    private readonly int[][] weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="filter">Any filter except nearest.</param>
    /// <param name="inputs">Number of input samples.</param>
    /// <param name="low">Start of the input range.</param>
    /// <param name="high">End of the input range.</param>
    /// <param name="outputs">Number of output samples.</param>
    public AxisWeights(ResampleFilter filter, int inputs, float low, float high, int outputs)
    {
        var kernel = Kernel.Of(filter);
        var scale = (double)(high - low) / outputs;
        var stretch = Math.Max(scale, 1);
        (firsts, weights) = (new int[outputs], new int[outputs][]);
        for (var output = 0; output < outputs; output++)
        {
            var centre = low + (output + 0.5) * scale;
            var radius = kernel.Radius * stretch;
            var first = Math.Max(0, (int)(centre - radius + 0.5));
            var end = Math.Min(inputs, (int)(centre + radius + 0.5));
            firsts[output] = first;
            weights[output] = FixedPoint(
                [.. Enumerable.Range(first, end - first).Select(input => kernel.Weight((input - centre + 0.5) * (1 / stretch)))]);
        }
    }

    /// <summary>Returns the weights of an axis; null if it keeps its size and full range, so that no resampling is needed.</summary>
    public static AxisWeights? Needed(ResampleFilter filter, int inputs, float low, float high, int outputs) =>
        outputs == inputs && low == 0 && high == inputs ? null : new AxisWeights(filter, inputs, low, high, outputs);

    /// <summary>Number of output samples.</summary>
    public int Count => firsts.Length;

    /// <summary>First input sample that any output needs.</summary>
    public int Begin => firsts[0];

    /// <summary>One past the last input sample that any output needs.</summary>
    public int End => firsts[^1] + weights[^1].Length;

    /// <summary>Returns the first input sample of an output.</summary>
    public int First(int output) => firsts[output];

    /// <summary>Returns the weights of an output.</summary>
    public ReadOnlySpan<int> Of(int output) => weights[output];

    private static int[] FixedPoint(double[] weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var divisor = sum == 0 ? 1 : sum;
        return [.. weights.Select(weight => (int)(weight / divisor * (1 << FractionBits) + (weight / divisor < 0 ? -0.5 : 0.5)))];
    }
}
