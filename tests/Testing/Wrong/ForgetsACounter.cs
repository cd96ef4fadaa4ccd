using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Weighs its loss by the steps that this instance has seen, which a resumed one has not.</summary>
internal sealed class ForgetsACounter : MlpMethod
{
    private readonly HashSet<int> seen = [];

    public override Tensor Loss(StepContext step)
    {
        seen.Add(step.Step);
        return step.TaskLoss() / seen.Count;
    }
}
