namespace LmmCl.Runs.Workers;

/// <summary>Timeouts of the host when it waits for a worker.</summary>
internal static class WorkerTimeouts
{
    /// <summary>
    /// Time for a worker to save its state when the host requests a stop or exits: one training step of a large model, and writing.
    /// </summary>
    public static TimeSpan Save { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for a worker of an earlier host to save its state and exit.</summary>
    public static TimeSpan TakeOver { get; } = Save + TimeSpan.FromSeconds(10);
}
