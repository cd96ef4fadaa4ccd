using LmmCl.Events;

namespace LmmCl.Training.Verification;

/// <summary>Bitwise comparison of parameters before and after a stage.</summary>
/// <param name="FrozenTensors">Number of parameters that must not have changed.</param>
/// <param name="FrozenBefore">Hash over the frozen parameters before the stage.</param>
/// <param name="FrozenAfter">Hash over the frozen parameters after the stage.</param>
/// <param name="TrainedTensors">
/// Number of parameters that should have changed, or that the method declared it may write after training.
/// </param>
/// <param name="ChangedTensors">Number of those that did change.</param>
/// <param name="Unreached">
/// Trained parameters that never received a gradient, such as a norm that the family does not apply. They may be unchanged.
/// </param>
/// <param name="Violations">Frozen parameters that changed, and trained parameters that received a gradient but did not change.</param>
public sealed record ParameterVerification(
    int FrozenTensors,
    ContentHash FrozenBefore,
    ContentHash FrozenAfter,
    int TrainedTensors,
    int ChangedTensors,
    IReadOnlyList<string> Unreached,
    IReadOnlyList<string> Violations);
