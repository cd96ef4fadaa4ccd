using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.Tables;

/// <summary>Notes on the scorer versions behind the scores of a table.</summary>
internal static class ScorerNotes
{
    /// <summary>Every scorer with its version: <c>anls v2, exact v1</c>.</summary>
    internal static string Versions(IEnumerable<ScoreCell> cells) => string.Join(", ", cells
        .Select(cell => (cell.Score.Scorer, cell.Score.ScorerVersion)).Distinct().Order()
        .Select(scorer => $"{scorer.Scorer} v{scorer.ScorerVersion}"));

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

    /// <summary>Benchmarks whose answers were rescored; empty if none were.</summary>
    internal static IEnumerable<string> Rescored(IEnumerable<(string Benchmark, ScoreCell Cell)> cells)
    {
        var rescored = cells.Where(score => score.Cell.Earlier.Count > 0)
            .Select(score => $"{score.Benchmark} (v{score.Cell.Earlier[^1].ScorerVersion} to v{score.Cell.Score.ScorerVersion})")
            .Distinct()
            .ToList();
        if (rescored.Count > 0)
            yield return $"Rescored: {string.Join(", ", rescored)}.";
    }
}
