namespace LmmCl.Runs.Workers;

/// <summary>How long the host waits for a worker.</summary>
internal static class WorkerTimeouts
{
    /// <summary>
    /// For a worker to save its state when the host asks it to stop, or is gone: one training step of a large model, and the writing.
    /// </summary>
    public static TimeSpan Save { get; } = TimeSpan.FromSeconds(30);

    /// <summary>For a worker that an earlier host left behind to save and end.</summary>
    public static TimeSpan TakeOver { get; } = Save + TimeSpan.FromSeconds(10);
}
