namespace LmmCl.Events;

/// <summary>A measurement that is not a score was taken.</summary>
/// <param name="Stage">After which stage; 0 is the base model.</param>
/// <param name="Probe">Id of the probe (<c>counting_bias</c>).</param>
/// <param name="ProbeVersion">Version of its definition.</param>
/// <param name="Values">Figures by name.</param>
/// <param name="Samples">Inputs measured.</param>
/// <param name="Details">Hash of the file with the details; null where there is none.</param>
/// <param name="DetailsPath">That file, relative to the run folder.</param>
[EventKind("probe-measured", 1)]
public sealed record ProbeMeasured(
    StageId Stage,
    string Probe,
    int ProbeVersion,
    IReadOnlyDictionary<string, double> Values,
    int Samples,
    ContentHash? Details = null,
    string? DetailsPath = null) : IStageEvent;
