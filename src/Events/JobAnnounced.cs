namespace LmmCl.Events;

/// <summary>A host is about to submit a job. The event comes first, so that a host that dies in between leaves a key to look for.</summary>
/// <param name="Number">Position in the stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Submission">Submission of the experiment, counted from 1. A job of an earlier submission is refused.</param>
/// <param name="Key">A random key, which the job carries as its comment.</param>
[EventKind("job-announced", 1)]
public sealed record JobAnnounced(long Number, string Experiment, int Submission, string Key) : IJobEvent;
