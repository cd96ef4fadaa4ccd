using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>Throws where a stage calls it most.</summary>
public sealed class ThrowsInLossMethod : ZooMethod
{
    public override Tensor Loss(StepContext step) => throw new ArithmeticException("lost the loss");
}
