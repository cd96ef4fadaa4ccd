namespace LmmCl.Runs.Queueing;

/// <summary>The status of an experiment in a queue.</summary>
public enum QueueStatus
{
    /// <summary>Waits for a slot.</summary>
    Queued,

    /// <summary>Runs in a slot, or its service ended without recording so.</summary>
    Running,

    /// <summary>On hold until it is resumed.</summary>
    Paused,

    /// <summary>Failed; can be resumed.</summary>
    Failed,

    /// <summary>Every stage is complete.</summary>
    Completed,

    /// <summary>Cancelled on request; never runs again.</summary>
    Cancelled,
}
