using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Adds something to the image newline that nobody heard of.</summary>
internal sealed class ChangesWhatItDidNotName : MlpMethod
{
    public override ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        using var untracked = no_grad();
        stage.Model.Parameters.Single(parameter => parameter.Role == ParameterRole.ImageNewline).Value.add_(1);
        return ValueTask.CompletedTask;
    }
}
