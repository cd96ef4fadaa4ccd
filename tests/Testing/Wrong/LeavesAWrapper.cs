using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Wraps a module and never takes the wrapper off.</summary>
internal sealed class LeavesAWrapper : MlpMethod
{
    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Model.Modules[^1].Wrap((input, inner) => inner(input));
        return base.PrepareAsync(stage, ct);
    }
}
