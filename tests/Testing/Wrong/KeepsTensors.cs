using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Keeps the loss of every step and never frees one.</summary>
internal sealed class KeepsTensors : MlpMethod
{
    private readonly List<Tensor> losses = [];

    public override Tensor Loss(StepContext step)
    {
        var loss = step.TaskLoss();
        losses.Add(loss.detach().clone().DetachFromDisposeScope());
        return loss;
    }
}
