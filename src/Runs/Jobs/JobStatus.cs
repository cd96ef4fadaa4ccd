namespace LmmCl.Runs.Jobs;

/// <summary>The status of an experiment's last submission.</summary>
public enum JobStatus
{
    /// <summary>None was made yet.</summary>
    Planned,

    /// <summary>It is announced; the cluster may have it or not.</summary>
    Announced,

    /// <summary>The cluster has it.</summary>
    Submitted,

    /// <summary>It ended for good.</summary>
    Ended,
}
