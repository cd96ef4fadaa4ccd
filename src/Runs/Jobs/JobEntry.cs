using LmmCl.Events;

namespace LmmCl.Runs.Jobs;

/// <summary>An experiment among the jobs of a sweep.</summary>
/// <param name="Experiment">Name of the experiment.</param>
public sealed record JobEntry(string Experiment)
{
    /// <summary>Status of the last submission.</summary>
    public JobStatus Status { get; init; }

    /// <summary>Number of submissions.</summary>
    public int Submission { get; init; }

    /// <summary>The key that the last submission carries.</summary>
    public string Key { get; init; } = "";

    /// <summary>The cluster's id of the last job; null if it is not recorded.</summary>
    public string? Job { get; init; }

    /// <summary>Time of the last event.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The end of the last submission; null if it has not ended, or none was made since the plan.</summary>
    public JobEnded? End { get; init; }

    /// <summary>Number of submissions, up to the last, that ended in the same way; a new plan counts anew.</summary>
    public int SameEnds { get; init; }

    /// <summary>True if the cluster has, or may have, a job.</summary>
    public bool IsOpen => Status is JobStatus.Announced or JobStatus.Submitted;

    /// <summary>True if the experiment is complete.</summary>
    public bool IsComplete => End is { Outcome: JobOutcome.Completed };

    /// <summary>True if a job is to be submitted now.</summary>
    public bool IsToSubmit => !IsOpen && !IsComplete && GivenUp is null;

    /// <summary>The reason for which no other job is submitted until there is a new plan; null if it is not given up.</summary>
    public string? GivenUp => End switch
    {
        null or { Outcome: JobOutcome.Completed } => null,
        { Outcome: JobOutcome.Cancelled or JobOutcome.Refused or JobOutcome.RequeuedTooOften } end => end.Reason,
        { Failure: FailureKind.BadInput or FailureKind.Diverged } end => end.Reason,
        { } end when SameEnds >= MostSameEnds => $"{end.Reason} (the same {SameEnds} times in a row)",
        _ => null,
    };

    // A failure that occurred twice in the same way is taken to be permanent.
    private const int MostSameEnds = 2;

    /// <summary>The entry after the end of its submission.</summary>
    internal JobEntry Ended(JobEnded end, DateTimeOffset at) => this with
    {
        Status = JobStatus.Ended,
        End = end,
        SameEnds = End is { } former && (former.Outcome, former.Stage, former.Failure) == (end.Outcome, end.Stage, end.Failure)
            ? SameEnds + 1
            : 1,
        ChangedAt = at,
    };
}
