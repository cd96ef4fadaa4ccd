namespace LmmCl.Runs.Workers;

/// <summary>How long who waits for a worker.</summary>
internal static class Patience
{
    /// <summary>
    /// What a worker has for saving its state when its host asks it to stop, or is gone: a training step of a large model and the writing.
    /// </summary>
    public static TimeSpan ToSave { get; } = TimeSpan.FromSeconds(30);

    /// <summary>What a new host has for a worker that another host left behind: it saves, and ends.</summary>
    public static TimeSpan ToTakeOver { get; } = ToSave + TimeSpan.FromSeconds(10);
}
