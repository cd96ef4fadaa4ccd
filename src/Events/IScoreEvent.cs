namespace LmmCl.Events;

/// <summary>
/// A score with its per-sample file: of a stage's own model or of a variant, measured or computed again from stored answers.
/// </summary>
public interface IScoreEvent : IStageEvent
{
    /// <summary>Id of the benchmark.</summary>
    string Benchmark { get; }

    /// <summary>What was measured.</summary>
    ScoreRecord Score { get; }
}
