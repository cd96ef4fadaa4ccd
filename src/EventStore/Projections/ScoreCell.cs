using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>One benchmark after one stage, of the stage's own model or of a variant.</summary>
/// <param name="Score">The latest score.</param>
/// <param name="Prompts">The prompts that were answered.</param>
/// <param name="Sequence">Sequence number of the event that records it.</param>
/// <param name="Earlier">Scores given to the same answers by earlier scorers, oldest first.</param>
public sealed record ScoreCell(ScoreRecord Score, PromptMode Prompts, long Sequence, IReadOnlyList<ScoreRecord> Earlier)
{
    /// <summary>Difference of the published scorer in percentage points; null if it gave no score.</summary>
    public double? PublishedDifference => Score.AsPublished - Score.Value;

    /// <summary>True if the published scorer differs by more than 0.1 points.</summary>
    public bool PublishedDiffers => PublishedDifference is { } difference && Math.Abs(difference) > 0.1;

    /// <summary>The first score given to the answers.</summary>
    public ScoreRecord FirstScore => Earlier.Count > 0 ? Earlier[0] : Score;

    /// <summary>Adds a newer score of the same answers.</summary>
    public ScoreCell Rescored(ScoreRecord score, long sequence) =>
        this with { Score = score, Sequence = sequence, Earlier = [.. Earlier, Score] };
}
