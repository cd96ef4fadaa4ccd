using LmmCl.Events;

namespace LmmCl.Training.Verification;

/// <summary>Parameters before and after a stage, compared bit by bit.</summary>
/// <param name="FrozenTensors">Parameters that must not have changed.</param>
/// <param name="FrozenBefore">Hash over them before the stage.</param>
/// <param name="FrozenAfter">Hash over them after it.</param>
/// <param name="TrainedTensors">Parameters that should have changed, or that the method said it may write after training.</param>
/// <param name="ChangedTensors">How many of those did.</param>
/// <param name="Unreached">Trained parameters that no gradient ever reached, such as a norm that the family does not apply. They may stay
/// as they were.</param>
/// <param name="Violations">Frozen parameters that changed, and trained ones that did not though a gradient reached them.</param>
public sealed record ParameterVerification(
    int FrozenTensors,
    ContentHash FrozenBefore,
    ContentHash FrozenAfter,
    int TrainedTensors,
    int ChangedTensors,
    IReadOnlyList<string> Unreached,
    IReadOnlyList<string> Violations);
