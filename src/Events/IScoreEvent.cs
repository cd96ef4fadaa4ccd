namespace LmmCl.Events;

/// <summary>
/// A score with its per-sample file, for a stage's own model or a variant, measured directly or recomputed from stored answers.
/// </summary>
public interface IScoreEvent : IStageEvent
{
    /// <summary>Id of the benchmark.</summary>
    string Benchmark { get; }

    /// <summary>The measured score.</summary>
    ScoreRecord Score { get; }
}
