using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>Compares pixel values with a case's: all of them if given, else every n-th and the sums over all.</summary>
/// <param name="tensors">The file of the cases' tensors.</param>
internal sealed class PixelValueComparison(string tensors)
{
    private const double Tolerance = 1e-6;

    public GoldenOutcome Compare(JsonElement expected, PixelBatch found)
    {
        var shape = expected.GetProperty("shape").Deserialize<long[]>()!;
        if (!shape.SequenceEqual(found.Shape))
        {
            return new(Verdict.Failed, double.NaN, $"shape: expected {string.Join(" x ", shape)}, found {string.Join(" x ", found.Shape)}");
        }

        using var file = SafetensorsFile.Open(tensors);
        if (expected.TryGetProperty("tensor", out var whole))
        {
            return Values(file.ReadSingles(whole.GetString()!), found.Values, 1);
        }

        var samples = file.ReadSingles(expected.GetProperty("sample_tensor").GetString()!);
        return GoldenOutcome.All(
        [
            Values(samples, found.Values, expected.GetProperty("sample_stride").GetInt32()),
            .. Enumerable.Range(0, 3).Select(channel => Channel(expected, found, channel)),
            .. Pictures(expected, found),
        ]);
    }

    private static GoldenOutcome Values(float[] expected, float[] found, int stride)
    {
        if (expected.Length != (found.Length + stride - 1) / stride)
        {
            return new(Verdict.Failed, double.NaN, $"pixel values: {expected.Length} expected, one of {stride} among {found.Length} found");
        }

        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - found[i * stride]);
            largest = difference > largest || double.IsNaN(difference) ? difference : largest;
        }

        return GoldenOutcome.Within(largest, Tolerance, "pixel values");
    }

    private static GoldenOutcome Channel(JsonElement expected, PixelBatch found, int channel)
    {
        var values = found.Values.Where((_, index) => index / found.ChannelStride % 3 == channel).Select(value => (double)value).ToList();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return GoldenOutcome.All(
        [
            Near(expected.GetProperty("channel_sum")[channel], values.Sum(), Tolerance * values.Count, $"sum of channel {channel}"),
            Near(expected.GetProperty("channel_mean")[channel], mean, Tolerance, $"mean of channel {channel}"),
            Near(expected.GetProperty("channel_std")[channel], deviation, Tolerance, $"std of channel {channel}"),
        ]);
    }

    private static IEnumerable<GoldenOutcome> Pictures(JsonElement expected, PixelBatch found) =>
        expected.TryGetProperty("sum_per_crop", out var sums)
            ? sums.EnumerateArray().Select((sum, picture) => Near(
                sum,
                new ArraySegment<float>(found.Values, picture * found.PictureLength, found.PictureLength).Sum(value => (double)value),
                Tolerance * found.PictureLength,
                $"sum of crop {picture}"))
            : [];

    /// <summary>Checks a sum without reporting its difference, since the suite reports differences of single values.</summary>
    private static GoldenOutcome Near(JsonElement expected, double found, double tolerance, string what)
    {
        var outcome = GoldenOutcome.Within(Math.Abs(expected.GetDouble() - found), tolerance, what);
        return outcome.Verdict == Verdict.Passed ? GoldenOutcome.Exact : outcome;
    }
}
