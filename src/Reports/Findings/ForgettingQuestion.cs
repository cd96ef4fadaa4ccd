using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.Reports.Findings;

/// <summary>Which experiments lost a benchmark, and had at least half of the drop back?</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="DroppedAt">The stage after which it was lost; null for any.</param>
/// <param name="RecoveredBy">The stage after which half of it was back; null where that is not asked.</param>
/// <param name="Points">Percentage points that count as lost.</param>
internal sealed record ForgettingQuestion(string Benchmark, int? DroppedAt, int? RecoveredBy, double Points)
{
    /// <summary>Checks that it makes sense.</summary>
    /// <exception cref="InputException">A stage or the number of points is impossible.</exception>
    public ForgettingQuestion Checked()
    {
        if (DroppedAt < 1)
            throw new InputException("--dropped-at", $"stage {DroppedAt} loses nothing.", "Stages count from 1; 0 is the base.");
        if (RecoveredBy <= (DroppedAt ?? 1))
            throw new InputException("--recovered-by", $"{RecoveredBy} is not after the drop.", $"Give a stage after {DroppedAt ?? 1}.");
        return Points is > 0 and <= 100
            ? this
            : throw new InputException(
                "--by", $"a score cannot lose {Number(Points)} points.", "Give a number above 0 and up to 100, such as 5.");
    }

    /// <summary>In words.</summary>
    public override string ToString() =>
        $"lost at least {Number(Points)} points {(DroppedAt is { } stage ? $"at stage {stage}" : "at any stage")}"
        + (RecoveredBy is { } later ? $" and had at least half of that back by stage {later}" : "");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
