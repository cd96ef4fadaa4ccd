namespace LmmCl.Runs.Stages;

/// <summary>The parts of a stage, in their order.</summary>
public enum StageWork
{
    /// <summary>Prepare, train, finish and write the checkpoint.</summary>
    Train,

    /// <summary>Answer and score every benchmark.</summary>
    Evaluate,

    /// <summary>Measure what is not a score.</summary>
    Probe,
}
