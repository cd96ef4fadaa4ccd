using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Leaves a file for the next stage without declaring that it keeps state.</summary>
internal sealed class WritesFilesThatItDoesNotDeclare : MlpMethod
{
    public override async ValueTask FinishAsync(StageContext stage, CancellationToken ct) =>
        await File.WriteAllTextAsync(Path.Combine(stage.StateFolder, "note.txt"), "seen", ct);
}
