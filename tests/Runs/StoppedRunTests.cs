using System.Diagnostics;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Reports;
using LmmCl.Reports.Families;

namespace LmmCl.Runs.Tests;

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

    [Fact]
    public async Task The_time_of_an_experiment_is_that_of_all_its_runs_without_the_pauses()
    {
        var (work, pause) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        using var place = new Workplace(finished.World);
        var file = place.Experiment("small", "skills: [timeclock]");
        var running = Stopwatch.StartNew();
        await StopAsync(place, file, happened =>
        {
            if (happened is BenchmarkScored { Stage.Number: 1, Benchmark: "timeclock" })
            {
                Thread.Sleep(work);
                return true;
            }

            return false;
        });
        running.Stop();
        await Task.Delay(pause);
        running.Start();
        await place.RunAsync(file);

        await using var log = SqliteEventLog.OpenExisting(place.Store);
        var history = await log.ReadHistoryAsync("small");
        var resumed = history.Single(recorded => recorded.What is ExperimentResumed);
        var least = work + (history[^1].At - resumed.At);
        var stage = Assert.IsType<StageCompleted>(history[^2].What).Elapsed;
        Assert.InRange(Assert.IsType<ExperimentCompleted>(history[^1].What).Elapsed, least, running.Elapsed);
        Assert.InRange(stage, work, running.Elapsed);
        var report = ReportData.FromEvents("small", history);
        Assert.InRange(report.Elapsed, least, running.Elapsed);
        Assert.InRange(report.Summary.Stages[new StageId(1)].Elapsed!.Value, work, report.Elapsed);
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
