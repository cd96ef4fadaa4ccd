namespace LmmCl.Events;

/// <summary>A job ended for good; one that the cluster queued again has not.</summary>
/// <param name="Number">Position in the stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Submission">Submission of the experiment, counted from 1.</param>
/// <param name="Outcome">The way in which it ended.</param>
/// <param name="Stage">The stage that it was in; null if it was in none.</param>
/// <param name="Failure">Classified reason of a stage that failed; null otherwise.</param>
/// <param name="Reason">Reason, as text.</param>
[EventKind("job-ended", 1)]
public sealed record JobEnded(
    long Number, string Experiment, int Submission, JobOutcome Outcome, StageId? Stage, FailureKind? Failure, string Reason) : IJobEvent;
