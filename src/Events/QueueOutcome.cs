namespace LmmCl.Events;

/// <summary>The way in which an experiment left a queue.</summary>
public enum QueueOutcome
{
    /// <summary>Every stage is complete.</summary>
    Completed,

    /// <summary>It failed; it can be put back into the queue.</summary>
    Failed,

    /// <summary>It was cancelled on request.</summary>
    Cancelled,
}
