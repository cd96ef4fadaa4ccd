namespace LmmCl.Evaluation.Scorers;

/// <summary>Scoring mode.</summary>
public enum ScoringMode
{
    /// <summary>Scores as the benchmark intends.</summary>
    Default,

    /// <summary>Scores as the study's evaluation framework does, including its bugs.</summary>
    AsPublished,
}
