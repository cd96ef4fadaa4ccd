using LmmCl.Abstractions;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Once cancelled, waits for something that never comes.</summary>
internal sealed class WaitsAfterCancellation : MlpMethod
{
    public override async ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
        }
    }
}
