namespace LmmCl.Runs.Workers;

/// <summary>What a worker can be asked to do with a stage.</summary>
internal enum StageWork
{
    Train,
    Evaluate,
    Probe,
}
