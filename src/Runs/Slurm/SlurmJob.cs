using LmmCl.Events;

namespace LmmCl.Runs.Slurm;

/// <summary>A job in Slurm's queue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state in Slurm's own word, such as <c>RUNNING</c>.</param>
/// <param name="Reason">The reason for which it waits or ended, in Slurm's own word.</param>
/// <param name="Comment">Its comment.</param>
public sealed record SlurmJob(string Id, string State, string Reason, string Comment)
{
    /// <summary>The form in which <see cref="Parse"/> wants squeue to print it: fields that Slurm 20.11 has.</summary>
    public const string Format = "%i|%T|%r|%k";

    /// <summary>The way in which it ended, as Slurm sees it; null while it waits, runs or is queued again.</summary>
    public JobOutcome? Outcome => State switch
    {
        "COMPLETED" => JobOutcome.Completed,
        "FAILED" or "BOOT_FAIL" or "DEADLINE" or "REVOKED" => JobOutcome.Failed,
        "TIMEOUT" => JobOutcome.TimeLimit,
        "OUT_OF_MEMORY" => JobOutcome.OutOfMemory,
        "NODE_FAIL" => JobOutcome.NodeFailed,
        "PREEMPTED" => JobOutcome.Preempted,
        "CANCELLED" => JobOutcome.Cancelled,
        _ => null,
    };

    /// <summary>Reads a line of squeue; null if it is none.</summary>
    public static SlurmJob? Parse(string line) =>
        line.Split('|', 4) is [var id, var state, var reason, var comment] ? new SlurmJob(id, state, reason, comment) : null;
}
