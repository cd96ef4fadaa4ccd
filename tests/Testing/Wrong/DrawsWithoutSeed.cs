using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Weighs its loss by a number that depends on what was drawn before the stage.</summary>
internal sealed class DrawsWithoutSeed : MlpMethod
{
    private float weight;

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        using var drawn = rand(1);
        weight = 0.5f + drawn.item<float>();
        return base.PrepareAsync(stage, ct);
    }

    public override Tensor Loss(StepContext step) => step.TaskLoss() * weight;
}
