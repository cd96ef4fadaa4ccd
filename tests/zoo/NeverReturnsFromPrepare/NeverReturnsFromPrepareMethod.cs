using LmmCl.Abstractions;

namespace Zoo;

/// <summary>Prepares for ever and hears no request to stop.</summary>
public sealed class NeverReturnsFromPrepareMethod : ZooMethod
{
    public override ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        Thread.Sleep(Timeout.Infinite);
        return ValueTask.CompletedTask;
    }
}
