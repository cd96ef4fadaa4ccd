namespace LmmCl.Events;

/// <summary>A probe took a measurement that is not a score.</summary>
/// <param name="Stage">The stage after which it was measured; 0 is the base model.</param>
/// <param name="Probe">Id of the probe (<c>counting_bias</c>).</param>
/// <param name="ProbeVersion">Version of its definition.</param>
/// <param name="Values">Figures by name.</param>
/// <param name="Samples">Number of inputs measured.</param>
/// <param name="Details">Hash of the file with the details; null if there is none.</param>
/// <param name="DetailsPath">Path of that file, relative to the run folder.</param>
[EventKind("probe-measured", 1)]
public sealed record ProbeMeasured(
    StageId Stage,
    string Probe,
    int ProbeVersion,
    IReadOnlyDictionary<string, double> Values,
    int Samples,
    ContentHash? Details = null,
    string? DetailsPath = null) : IStageEvent;
