using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Adds a penalty on an MLP's output, of which it keeps the tensor itself instead of giving it to <see cref="SideOutputs"/>.</summary>
internal sealed class KeepsAWrappersTensor : MlpMethod, IDisposable
{
    private Tensor? penalty;

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Model.Modules.Last(module => module.Kind == ModuleKind.Mlp).Wrap((input, inner) =>
        {
            var output = inner(input);
            penalty?.Dispose();
            penalty = output.square().sum().DetachFromDisposeScope();
            return output;
        });
        return base.PrepareAsync(stage, ct);
    }

    public override Tensor Loss(StepContext step)
    {
        var loss = step.TaskLoss();
        return loss + (1e-4 * penalty!);
    }

    public override ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        stage.Model.Modules.Unwrap();
        return base.FinishAsync(stage, ct);
    }

    public void Dispose() => penalty?.Dispose();
}
