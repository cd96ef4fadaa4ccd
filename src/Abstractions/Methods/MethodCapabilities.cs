namespace LmmCl.Abstractions;

/// <summary>What a method does beyond choosing parameters and a loss. The host prepares, refuses and records by it.</summary>
[Flags]
public enum MethodCapabilities
{
    /// <summary>Chooses what trains, nothing else.</summary>
    None = 0,

    /// <summary>
    /// Compares with the model as it was when the stage began: the host loads a frozen copy (<see cref="StageContext.Teacher"/>).
    /// </summary>
    NeedsTeacher = 1,

    /// <summary>Adds parameters (adapters, experts, routers) to the model.</summary>
    AddsParameters = 2,

    /// <summary>Changes weights after training, outside the optimiser: merging, interpolation.</summary>
    MergesWeights = 4,

    /// <summary>The finished model computes something that the base architecture does not, so a plain checkpoint cannot hold it.</summary>
    ChangesInference = 8,

    /// <summary>Leaves files for the next stage (<see cref="StageContext.StateFolder"/>).</summary>
    KeepsStateBetweenStages = 16,
}
