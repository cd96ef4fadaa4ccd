namespace LmmCl.EventStore.Projections;

/// <summary>Where an experiment stands.</summary>
public enum ExperimentStatus
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>At work, or stopped without a word.</summary>
    Running,

    /// <summary>Stopped on request; can be resumed.</summary>
    Paused,

    /// <summary>A stage ended early; can be resumed.</summary>
    Failed,

    /// <summary>Every stage is done.</summary>
    Completed,

    /// <summary>Given up for good.</summary>
    Cancelled,
}
