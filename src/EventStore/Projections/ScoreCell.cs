using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>One benchmark after one stage, of the stage's own model or of a variant.</summary>
/// <param name="Score">The newest score.</param>
/// <param name="Prompts">Which prompts the answers were given to.</param>
/// <param name="Sequence">The event that says so.</param>
/// <param name="Earlier">Scores of the same answers by earlier scorers, oldest first.</param>
public sealed record ScoreCell(ScoreRecord Score, PromptMode Prompts, long Sequence, IReadOnlyList<ScoreRecord> Earlier)
{
    /// <summary>Percentage points by which the published scorer differs; null where it has no figure.</summary>
    public double? PublishedDifference => Score.AsPublished - Score.Value;

    /// <summary>True where the published scorer differs by more than 0.1 points.</summary>
    public bool PublishedDiffers => PublishedDifference is { } difference && Math.Abs(difference) > 0.1;

    /// <summary>The answers as they were first scored.</summary>
    public ScoreRecord FirstScore => Earlier.Count > 0 ? Earlier[0] : Score;

    /// <summary>The same answers with a newer score.</summary>
    public ScoreCell Rescored(ScoreRecord score, long sequence) =>
        this with { Score = score, Sequence = sequence, Earlier = [.. Earlier, Score] };
}
