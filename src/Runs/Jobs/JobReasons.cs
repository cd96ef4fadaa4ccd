namespace LmmCl.Runs.Jobs;

/// <summary>Reasons for which a job stops its run, as the experiment's history tells them.</summary>
internal static class JobReasons
{
    /// <summary>The cluster is about to end the job at its time limit.</summary>
    public const string TimeLimit = "the job's time limit is near; it is queued again";

    /// <summary>The same, and the job may not be queued again.</summary>
    public const string LastTimeLimit = "the job's time limit is near, and it was queued again as often as max_requeues allows";

    /// <summary>The cluster ends the job.</summary>
    public const string Ended = "the cluster ended the job (preempted, queued again or cancelled)";
}
