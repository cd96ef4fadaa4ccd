namespace LmmCl.Evaluation.Scorers;

/// <summary>Which of the two answers to "what is this reply worth?" is asked for.</summary>
public enum ScoringMode
{
    /// <summary>What the benchmark means.</summary>
    Default,

    /// <summary>What the study's evaluation framework returns, accidents included.</summary>
    AsPublished,
}
