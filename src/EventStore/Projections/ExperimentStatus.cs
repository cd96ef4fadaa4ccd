namespace LmmCl.EventStore.Projections;

/// <summary>The status of an experiment.</summary>
public enum ExperimentStatus
{
    /// <summary>There is no record of it.</summary>
    Unknown,

    /// <summary>In progress, or its process ended without recording so.</summary>
    Running,

    /// <summary>Paused on request; can be resumed.</summary>
    Paused,

    /// <summary>A stage failed; can be resumed.</summary>
    Failed,

    /// <summary>Every stage is complete.</summary>
    Completed,

    /// <summary>Abandoned; cannot be resumed.</summary>
    Cancelled,
}
