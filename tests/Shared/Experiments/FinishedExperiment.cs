namespace LmmCl.Tests;

/// <summary>The small experiment, run to its end once without a stop; tests read it, and share its world.</summary>
public sealed class FinishedExperiment : IAsyncLifetime
{
    private Workplace? place;

    public SmallWorld World { get; } = new();

    internal Workplace Place => place!;

    internal string File { get; private set; } = "";

    public async Task InitializeAsync()
    {
        place = new Workplace(World);
        File = place.Experiment();
        await place.RunAsync(File);
    }

    public Task DisposeAsync()
    {
        place!.Dispose();
        World.Dispose();
        return Task.CompletedTask;
    }
}
