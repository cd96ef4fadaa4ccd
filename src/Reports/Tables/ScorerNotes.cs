using LmmCl.Evaluation;
using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.Tables;

/// <summary>Notes on the scorer versions behind the scores of a table.</summary>
internal static class ScorerNotes
{
    /// <summary>Every scorer with its version: <c>anls v2, exact v1</c>.</summary>
    internal static string Versions(IEnumerable<ScoreCell> cells) => string.Join(", ", cells
        .Select(cell => (cell.Score.Scorer, cell.Score.ScorerVersion)).Distinct().Order()
        .Select(scorer => $"{scorer.Scorer} v{scorer.ScorerVersion}"));

    /// <summary>Signs of the notes that refer to a score.</summary>
    internal static string Marks(ScoreCell cell) =>
        (cell.PublishedDiffers ? ReportCell.PublishedSign : "") + (cell.Earlier.Count > 0 ? ReportCell.RescoredSign : "");

    /// <summary>Scorers that appear in several versions; empty if none does.</summary>
    internal static IEnumerable<string> Mixed(IEnumerable<ScoreCell> cells)
    {
        var mixed = cells.GroupBy(cell => cell.Score.Scorer, StringComparer.Ordinal)
            .Where(scorer => scorer.Select(cell => cell.Score.ScorerVersion).Distinct().Count() > 1)
            .Select(scorer => scorer.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (mixed.Count > 0)
        {
            var scorers = string.Join(", ", mixed);
            yield return $"Different versions stand beside each other for {scorers}: 'lmmcl rescore' brings all to today's.";
        }
    }

    /// <summary>Each score that was changed after it was first recorded, with both values; empty if none was.</summary>
    /// <param name="cells">The scores of a table: name of the row, of the column, and the score.</param>
    internal static IEnumerable<string> Rescored(IEnumerable<(string Benchmark, string Column, ScoreCell Cell)> cells)
    {
        var changes = cells.Where(score => score.Cell.Earlier.Count > 0)
            .GroupBy(score => (score.Benchmark, First: score.Cell.FirstScore.ScorerVersion, Last: score.Cell.Score.ScorerVersion))
            .Select(scores => (scores.Key, Changes: string.Join(", ", scores.Select(Change))))
            .Select(scores => $"{scores.Key.Benchmark} (v{scores.Key.First} to v{scores.Key.Last}: {scores.Changes})")
            .ToList();
        if (changes.Count > 0)
            yield return $"{ReportCell.RescoredSign} Rescored after it was first recorded: {string.Join("; ", changes)}.";
    }

    /// <summary>Replies that ended because they reached the maximum length; empty if none did.</summary>
    /// <param name="cells">The scores of a table: name of the row, of the column, and the score.</param>
    internal static IEnumerable<string> Cut(IEnumerable<(string Benchmark, string Column, ScoreCell Cell)> cells)
    {
        var cut = cells.Where(score => score.Cell.Score.CutReplies is not null)
            .GroupBy(score => score.Benchmark, StringComparer.Ordinal)
            .Select(scores => $"{scores.Key} ({string.Join(", ", scores.Select(score =>
                $"{score.Column} {score.Cell.Score.CutReplies} of {score.Cell.Score.Samples}"))})")
            .ToList();
        if (cut.Count > 0)
            yield return $"Replies that reached the maximum length and were cut: {string.Join("; ", cut)}.";
    }

    private static string Change((string Benchmark, string Column, ScoreCell Cell) score) =>
        $"{score.Column} {Figures.Percent(score.Cell.FirstScore.Value)} → {Figures.Percent(score.Cell.Score.Value)}";
}
