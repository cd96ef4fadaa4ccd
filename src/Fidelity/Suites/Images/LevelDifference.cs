using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>The difference between two pictures, in levels of 0 to 255.</summary>
internal readonly record struct LevelDifference(double Largest, double Mean)
{
    /// <summary>Compares pictures of the same size; for different sizes the difference is infinite.</summary>
    public static LevelDifference Of(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        if (expected.Length != found.Length)
        {
            return new(double.PositiveInfinity, double.PositiveInfinity);
        }

        var (largest, sum) = (0, 0L);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - found[i]);
            largest = Math.Max(largest, difference);
            sum += difference;
        }

        return new(largest, (double)sum / expected.Length);
    }

    /// <summary>Passes if neither value is above its tolerance.</summary>
    public GoldenOutcome Within(double largest, double mean) => GoldenOutcome.All(
    [
        GoldenOutcome.Within(Largest, largest, "largest difference of a level"),
        Mean <= mean ? GoldenOutcome.Exact : new(Verdict.Failed, Largest, $"mean difference of levels: {Mean:G4}, allowed {mean:G4}"),
    ]);
}
