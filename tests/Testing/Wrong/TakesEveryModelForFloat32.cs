using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Pulls the model's logits towards a direction in fp32 by a matrix product, which takes two matrices of one type.</summary>
internal sealed class TakesEveryModelForFloat32 : MlpMethod
{
    public override Tensor Loss(StepContext step)
    {
        var logits = step.Forward.AnswerLogits;
        return step.TaskLoss() + (nn.functional.linear(logits, ones(1, logits.shape[^1])).square().sum() * 1e-4 / step.Answers.Count * step.Weight);
    }
}
