namespace LmmCl.Training.Optimisation;

/// <summary>The weights that a stage ends with.</summary>
public enum KeptWeights
{
    /// <summary>Those after the last step.</summary>
    Last,

    /// <summary>Those of the best measurement on validation data.</summary>
    Best,
}
