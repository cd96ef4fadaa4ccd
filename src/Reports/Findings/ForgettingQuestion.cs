using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.Reports.Findings;

/// <summary>A query for experiments that lost a benchmark, and optionally recovered at least half of the drop.</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="DroppedAt">The stage after which it was lost; null for any stage.</param>
/// <param name="RecoveredBy">The stage after which half of the drop was recovered; null to ignore recovery.</param>
/// <param name="Points">Minimum drop in percentage points.</param>
internal sealed record ForgettingQuestion(string Benchmark, int? DroppedAt, int? RecoveredBy, double Points)
{
    /// <summary>Validates the query.</summary>
    /// <exception cref="InputException">A stage or the number of points is out of range.</exception>
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

    /// <summary>A description of the query.</summary>
    public override string ToString() =>
        $"lost at least {Number(Points)} points {(DroppedAt is { } stage ? $"at stage {stage}" : "at any stage")}"
        + (RecoveredBy is { } later ? $" and had at least half of that back by stage {later}" : "");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
