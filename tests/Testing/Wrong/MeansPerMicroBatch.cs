using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Adds a mean that it does not weigh, so that a step in two micro-batches counts it twice.</summary>
internal sealed class MeansPerMicroBatch : MlpMethod
{
    public override Tensor Loss(StepContext step) => step.TaskLoss() + (0.1 * step.Forward.AnswerLogits.square().mean());
}
