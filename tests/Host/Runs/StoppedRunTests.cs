using LmmCl.Events;

namespace LmmCl.Host.Tests.Runs;

[Collection(nameof(HostRuns))]
public sealed class StoppedRunTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public async Task Training_that_was_stopped_goes_on_and_ends_where_an_unstopped_one_does(int stage, int step)
    {
        using var place = new Workplace(finished.World);
        const string training = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";
        var file = place.Experiment("small", training);
        await StopAsync(place, file, happened => happened is StateSaved saved && (saved.Stage.Number, saved.Step) == (stage, step));
        var stopped = await place.HistoryAsync();

        await place.RunAsync(file);

        var paused = Assert.IsType<ExperimentPaused>(stopped[^1]);
        Assert.Equal((stage, step), (paused.Stage.Number, paused.Step));
        var resumed = Assert.IsType<ExperimentResumed>((await place.HistoryAsync())[stopped.Count]);
        Assert.Equal((2, stage, step), (resumed.Attempt, resumed.Stage.Number, resumed.Step));
        await IsAsUnstoppedAsync(place);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Evaluation_that_was_stopped_goes_on_with_the_next_benchmark(int stage)
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment();
        await StopAsync(place, file, happened =>
            happened is BenchmarkScored scored && scored.Stage.Number == stage && scored.Benchmark == "timeclock");
        var stopped = await place.HistoryAsync();

        await place.RunAsync(file);

        Assert.IsType<ExperimentPaused>(stopped[^1]);
        Assert.Equal(2, stopped.OfType<BenchmarkScored>().Count(scored => scored.Stage.Number == stage));
        var history = await place.HistoryAsync();
        Assert.Equal(3 * (2 + SmallWorld.HeldOut.Length), history.OfType<BenchmarkScored>().Count());
        Assert.IsType<ExperimentCompleted>(history[^1]);
        await IsAsUnstoppedAsync(place);
    }

    [Fact]
    public async Task A_run_that_lost_only_its_last_event_ends_when_called_again()
    {
        using var place = new Workplace(finished.World);
        var file = place.Experiment("small", "skills: [timeclock]");
        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(file, happened =>
        {
            if (happened is StageCompleted { Stage.Number: 1 })
            {
                throw new IOException("the machine goes down here");
            }
        }));

        await place.RunAsync(file);

        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
    }

    private async Task IsAsUnstoppedAsync(Workplace place) =>
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));

    private static async Task StopAsync(Workplace place, string file, Predicate<IExperimentEvent> when)
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(file, happened =>
        {
            if (when(happened))
            {
                stop.Cancel();
            }
        }, stop.Token));
    }
}
