using LmmCl.Events;

namespace LmmCl.Host.Tests.Leftovers;

[Collection(nameof(HostRuns))]
public sealed class GarbagePropertyTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Leftovers_change_neither_the_audit_nor_the_hash_that_a_stopped_run_ends_in(int seed)
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment(
            "small", "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }");
        await StopInStageTwoAsync(place, file, step: 2 + seed);
        var run = Path.Combine(place.Runs, "small");
        var scattered = new ScatteredFiles(run, seed);
        scattered.Scatter();
        var states = Directory.GetDirectories(Path.Combine(run, "work", "stage-2", "state"), "step-????????");

        var collected = await Typed.CommandAsync("gc", "--delete", "--runs", place.Runs);

        Assert.True(collected.Code == 0, collected.Error);
        Assert.All(scattered.Leftovers, path => Assert.False(File.Exists(path), path));
        Assert.All(scattered.Others, path => Assert.True(File.Exists(path), path));
        Assert.NotEmpty(states);
        Assert.All(states, path => Assert.True(Directory.Exists(path), path));
        var verified = await Typed.CommandAsync("audit", "verify", "--runs", place.Runs);
        Assert.True(verified.Code == 0, verified.Output);
        await place.RunAsync(file);
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
        Assert.Equal("Nothing to remove.\n", (await Typed.CommandAsync("gc", "--runs", place.Runs)).Output);
    }

    private static async Task StopInStageTwoAsync(Workplace place, string file, int step)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StateSaved { Stage.Number: 2 } saved && saved.Step == step)
            {
                stop.Cancel();
            }
        }, stop.Token));
    }
}
