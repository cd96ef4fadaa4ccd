using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit;

/// <summary>Lists what was appended to an experiment after a seal, and the reported numbers that it changed.</summary>
internal static class AfterSeal
{
    /// <summary>One line if anything was appended, and one for each changed score.</summary>
    /// <param name="stream">Name of the experiment.</param>
    /// <param name="history">Its events; those of single training steps may be left out.</param>
    /// <param name="sealed">Sequence number of the last sealed event.</param>
    public static IEnumerable<string> Describe(string stream, IReadOnlyList<RecordedEvent> history, long @sealed)
    {
        var later = history.Where(recorded => recorded.Sequence > @sealed).ToList();
        if (later.Count == 0)
        {
            yield break;
        }

        yield return $"'{stream}' grew after the seal, from sequence {later[0].Sequence}.";
        var scores = new Dictionary<string, ScoreRecord>(StringComparer.Ordinal);
        foreach (var recorded in history)
        {
            if (recorded.What is not IScoreEvent scored)
            {
                continue;
            }

            var what = AnswerOrigins.VariantOf(scored) is { } variant ? $"variant {variant}, {scored.Benchmark}" : scored.Benchmark;
            var place = $"stage {scored.Stage}, {what}";
            if (recorded.Sequence > @sealed && scores.TryGetValue(place, out var before))
            {
                yield return $"'{stream}', {place}: {Say(before)} when it was sealed, {Say(scored.Score)} since sequence "
                    + $"{recorded.Sequence}.";
            }

            scores[place] = scored.Score;
        }
    }

    private static string Say(ScoreRecord score) => $"{Figures.Percent(score.Value)} ({score.Scorer} v{score.ScorerVersion})";
}
