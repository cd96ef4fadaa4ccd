namespace LmmCl.Events;

/// <summary>
/// The experiments of a sweep, recorded before the first of them starts, in a stream of the sweep's own, so that planned experiments that
/// are not in the log can be named.
/// </summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="File">Hash of the sweep's file.</param>
/// <param name="Experiments">Every experiment of the sweep, whether or not an earlier plan has it too.</param>
[EventKind("sweep-planned", 1)]
public sealed record SweepPlanned(string Sweep, ContentHash File, IReadOnlyList<PlannedExperiment> Experiments) : IExperimentEvent;
