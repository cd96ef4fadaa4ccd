using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Puts the weights back at the end, as an adapter that is neither merged nor kept does.</summary>
internal sealed class LosesWhatItLearned : MlpMethod, IDisposable
{
    private readonly List<(ModelParameter Parameter, Tensor Before)> began = [];

    protected override MethodCapabilities Capabilities => MethodCapabilities.MergesWeights;

    public override async ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        await base.PrepareAsync(stage, ct);
        using var untracked = no_grad();
        began.AddRange(stage.Trained.Select(parameter => (parameter, parameter.Value.clone())));
    }

    public override ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        using var untracked = no_grad();
        began.ForEach(item => item.Parameter.Value.copy_(item.Before));
        return ValueTask.CompletedTask;
    }

    public void Dispose() => began.ForEach(item => item.Before.Dispose());
}
