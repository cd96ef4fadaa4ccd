namespace LmmCl.Events;

/// <summary>Frozen parameters were compared with their state before the stage, trained ones too.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="FrozenTensors">Parameters that must not have changed.</param>
/// <param name="FrozenBefore">Hash over them before the stage.</param>
/// <param name="FrozenAfter">Hash over them after it.</param>
/// <param name="TrainedTensors">Parameters that should have changed.</param>
/// <param name="ChangedTensors">How many of those did.</param>
/// <param name="Violations">Names of frozen parameters that changed and of trained ones that did not; empty when all is well.</param>
[EventKind("parameters-verified", 1)]
public sealed record ParametersVerified(
    StageId Stage,
    int FrozenTensors,
    ContentHash FrozenBefore,
    ContentHash FrozenAfter,
    int TrainedTensors,
    int ChangedTensors,
    IReadOnlyList<string> Violations) : IStageEvent;
