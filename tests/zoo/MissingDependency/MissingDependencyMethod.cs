using LmmCl.Abstractions;
using Zoo.Libraries;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>Needs a library that is not in its folder, and only once a stage is running.</summary>
public sealed class MissingDependencyMethod : ZooMethod
{
    public override Tensor Loss(StepContext step) => step.TaskLoss() * LostTreasure.Weight;
}
