using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Cuts the gradient of the attention that it named.</summary>
internal sealed class NamesWhatNoGradientReaches : MlpMethod
{
    private readonly List<IDisposable> wrapped = [];

    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse("mlp+attn_vo").Select(stage.Model));
        var attention = stage.Model.Modules.Where(module => module.Kind == ModuleKind.Attention);
        wrapped.AddRange(attention.Select(module => module.Wrap((input, inner) => inner(input).detach())));
        return ValueTask.CompletedTask;
    }

    public override ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        wrapped.ForEach(wrapper => wrapper.Dispose());
        return ValueTask.CompletedTask;
    }
}
