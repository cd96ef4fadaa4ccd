using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Hands the seed of the first stage to the second in memory, where the next experiment overwrites it.</summary>
internal sealed class RemembersInAStaticField : MlpMethod
{
    private static double handed;
    private double weight = 1;

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        weight = stage.Number > 1 ? handed : 1;
        return base.PrepareAsync(stage, ct);
    }

    public override Tensor Loss(StepContext step) => step.TaskLoss() * weight;

    public override ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        handed = 1.0 / stage.Seed;
        return ValueTask.CompletedTask;
    }
}
