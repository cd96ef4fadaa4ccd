namespace LmmCl.Events;

/// <summary>Frozen and trained parameters were compared with their values before the stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="FrozenTensors">Number of parameters that must not have changed.</param>
/// <param name="FrozenBefore">Hash over the frozen parameters before the stage.</param>
/// <param name="FrozenAfter">Hash over the frozen parameters after the stage.</param>
/// <param name="TrainedTensors">Number of parameters that should have changed.</param>
/// <param name="ChangedTensors">Number of those that did change.</param>
/// <param name="Violations">Names of frozen parameters that changed and of trained parameters that did not; empty on success.</param>
[EventKind("parameters-verified", 1)]
public sealed record ParametersVerified(
    StageId Stage,
    int FrozenTensors,
    ContentHash FrozenBefore,
    ContentHash FrozenAfter,
    int TrainedTensors,
    int ChangedTensors,
    IReadOnlyList<string> Violations) : IStageEvent;
