namespace LmmCl.Events;

/// <summary>Answers of an unfinished evaluation are on disk; a resumed run reuses them if they are unchanged.</summary>
/// <param name="Attempt">Run of the experiment, counted from 1.</param>
/// <param name="Stage">The stage whose model answers; 0 is the base model.</param>
/// <param name="Variant">The method's name for the variant that answers; null for the stage's own model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Count">Number of answers so far; 0 if the evaluation of the benchmark starts over.</param>
/// <param name="Answers">Hash of the partial file up to the last of these answers.</param>
[EventKind("answers-saved", 1)]
public sealed record AnswersSaved(
    int Attempt, StageId Stage, string? Variant, string Benchmark, int Count, ContentHash Answers) : IStageEvent;
