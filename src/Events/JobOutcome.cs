namespace LmmCl.Events;

/// <summary>The way in which a cluster job ended.</summary>
public enum JobOutcome
{
    /// <summary>The experiment is complete.</summary>
    Completed,

    /// <summary>The run reported a failure.</summary>
    Failed,

    /// <summary>The job reached its time limit before it could save its state.</summary>
    TimeLimit,

    /// <summary>The cluster killed the job for using more memory than it had asked for.</summary>
    OutOfMemory,

    /// <summary>The node failed, and the cluster did not queue the job again.</summary>
    NodeFailed,

    /// <summary>The job gave way to another, and the cluster did not queue it again.</summary>
    Preempted,

    /// <summary>The job was cancelled on the cluster.</summary>
    Cancelled,

    /// <summary>The job was queued again as often as its settings allow.</summary>
    RequeuedTooOften,

    /// <summary>The cluster refused the submission.</summary>
    Refused,

    /// <summary>The cluster does not know the job any more, and the experiment is not complete.</summary>
    Lost,
}
