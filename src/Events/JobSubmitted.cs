namespace LmmCl.Events;

/// <summary>The cluster accepted a job.</summary>
/// <param name="Number">Position in the stream, counted from 1.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Submission">Submission of the experiment, counted from 1.</param>
/// <param name="Job">The job's id on the cluster.</param>
[EventKind("job-submitted", 1)]
public sealed record JobSubmitted(long Number, string Experiment, int Submission, string Job) : IJobEvent;
