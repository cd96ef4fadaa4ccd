namespace LmmCl.Training.Optimisation;

/// <summary>Figure by which measurements on validation data are compared.</summary>
public enum ValidationMetric
{
    /// <summary>Mean cross-entropy per supervised token; lower is better.</summary>
    Loss,

    /// <summary>Score of the replies by the skill's scorer; higher is better.</summary>
    Score,
}
