namespace LmmCl.Events;

/// <summary>The experiments of a sweep were to be run as jobs of a cluster, one each.</summary>
/// <param name="Number">Position in the stream, counted from 1.</param>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Settings">Hash of the executor's settings, which are stored beside the runs.</param>
/// <param name="MaxJobs">Maximum number of jobs at a time; null for no limit.</param>
/// <param name="Experiments">Names of the experiments, in order.</param>
[EventKind("jobs-planned", 1)]
public sealed record JobsPlanned(long Number, string Sweep, ContentHash Settings, int? MaxJobs, IReadOnlyList<string> Experiments)
    : IJobEvent;
