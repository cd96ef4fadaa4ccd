namespace LmmCl.Runs.Stages;

/// <summary>The parts of a stage, in order.</summary>
public enum StageWork
{
    /// <summary>Prepare, train, finish and write the checkpoint.</summary>
    Train,

    /// <summary>Answer and score every benchmark.</summary>
    Evaluate,

    /// <summary>Run the measurements other than scores.</summary>
    Probe,
}
