namespace LmmCl.Modeling.Images.Resizing;

/// <summary>
/// For each output sample of one axis: the first input sample that counts, and the weights of it and its followers with 22 fraction bits.
/// Shrinking widens the kernel, so that every input sample counts somewhere (antialiasing).
/// </summary>
internal sealed class AxisWeights
{
    /// <summary>Fraction bits of a weight.</summary>
    public const int FractionBits = 22;

    /// <summary>One half, which the sum starts from so that it rounds.</summary>
    public const int Half = 1 << (FractionBits - 1);

    private readonly int[] firsts;
    private readonly int[][] weights;

    /// <summary>Computes the weights.</summary>
    /// <param name="filter">Any but the nearest pixel.</param>
    /// <param name="inputs">Samples of the input.</param>
    /// <param name="low">Where the part to show begins.</param>
    /// <param name="high">Where it ends.</param>
    /// <param name="outputs">Samples of the output.</param>
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

    /// <summary>The weights of an axis; null where it keeps its size and is covered wholly, so that there is nothing to do.</summary>
    public static AxisWeights? Needed(ResampleFilter filter, int inputs, float low, float high, int outputs) =>
        outputs == inputs && low == 0 && high == inputs ? null : new AxisWeights(filter, inputs, low, high, outputs);

    /// <summary>Output samples.</summary>
    public int Count => firsts.Length;

    /// <summary>The first input sample that any output needs.</summary>
    public int Begin => firsts[0];

    /// <summary>One past the last input sample that any output needs.</summary>
    public int End => firsts[^1] + weights[^1].Length;

    /// <summary>The first input sample of an output.</summary>
    public int First(int output) => firsts[output];

    /// <summary>The weights of an output.</summary>
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
