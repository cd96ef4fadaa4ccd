namespace LmmCl.Abstractions;

/// <summary>
/// Capabilities of a method beyond parameter selection and loss. The host uses them to prepare, reject and record stages.
/// </summary>
[Flags]
public enum MethodCapabilities
{
    /// <summary>Selects trained parameters only.</summary>
    None = 0,

    /// <summary>
    /// Compares with the model at the start of the stage: the host loads a frozen copy (<see cref="StageContext.Teacher"/>).
    /// </summary>
    NeedsTeacher = 1,

    /// <summary>Adds parameters (adapters, experts, routers) to the model.</summary>
    AddsParameters = 2,

    /// <summary>Changes weights after training, outside the optimiser: merging, interpolation.</summary>
    MergesWeights = 4,

    /// <summary>
    /// Makes the finished model compute something that the base architecture does not, so a plain checkpoint cannot represent it.
    /// </summary>
    ChangesInference = 8,

    /// <summary>Leaves files for the next stage (<see cref="StageContext.StateFolder"/>).</summary>
    KeepsStateBetweenStages = 16,
}
