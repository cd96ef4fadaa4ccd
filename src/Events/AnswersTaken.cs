namespace LmmCl.Events;

/// <summary>
/// The answers to a benchmark were reused: another experiment recorded them for the same model and questions.
/// </summary>
/// <param name="Stage">The stage whose model answers: 0, the base model.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Answers">Hash of the per-sample file that they were taken from.</param>
/// <param name="From">Name of the experiment that recorded them.</param>
[EventKind("answers-taken", 1)]
public sealed record AnswersTaken(StageId Stage, string Benchmark, ContentHash Answers, string From) : IStageEvent;
