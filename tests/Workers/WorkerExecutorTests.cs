using System.Diagnostics;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;
using LmmCl.Workers.Tests.Spool;

namespace LmmCl.Workers.Tests;

/// <summary>Experiments with their stage work in a worker process, and what becomes of them when that process is lost.</summary>
[Collection(nameof(HostRuns))]
public sealed class WorkerExecutorTests(FinishedExperiment finished) : IDisposable
{
    private const string SavesEveryStep = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";

    private readonly Workplace place = new(finished.World);

    private string Spool => RunFolder.Of(place.Runs, "small").Spool;

    [Fact]
    public async Task A_worker_ends_where_the_hosts_own_process_does_and_tells_what_it_took()
    {
        await place.RunInWorkerAsync(place.Experiment());

        await IsAsInProcessAsync();
        var history = await place.HistoryAsync();
        var measured = history.OfType<ResourcesMeasured>().ToList();
        Assert.Equal(
            ["0 evaluate", "0 probe", "1 train", "1 evaluate", "1 probe", "2 train", "2 evaluate", "2 probe"],
            measured.Select(resources => $"{resources.Stage} {resources.Work}"));
        Assert.All(measured, resources => Assert.InRange(resources.PeakMemoryBytes, 20L << 20, 8L << 30));
        Assert.Empty(ChildProcesses.OfThisProcess());
    }

    [Fact]
    public async Task One_worker_serves_all_stages_of_an_experiment()
    {
        var seen = new HashSet<int>();

        await place.RunInWorkerAsync(place.Experiment(), _ => seen.UnionWith(ChildProcesses.OfThisProcess()));

        Assert.Single(seen);
    }

    [Fact]
    public async Task A_killed_worker_is_a_failed_stage_and_running_again_ends_as_an_unharmed_run()
    {
        var file = place.Experiment("small", SavesEveryStep);

        var failed = await Assert.ThrowsAsync<StageWorkException>(() => place.RunInWorkerAsync(file, happened =>
        {
            if (happened is StateSaved { Stage.Number: 1, Step: 2 })
            {
                Process.GetProcessById(Assert.Single(ChildProcesses.OfThisProcess())).Kill();
            }
        }));

        Assert.Equal(FailureKind.Killed, failed.Kind);
        var recorded = Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]);
        Assert.Equal((1, FailureKind.Killed, failed.Message), (recorded.Stage.Number, recorded.Kind, recorded.Message));
        var saved = (await place.HistoryAsync()).OfType<StateSaved>().Last().Step;
        await place.RunInWorkerAsync(file);
        Assert.Equal(saved, Assert.Single((await place.HistoryAsync()).OfType<ExperimentResumed>()).Step);
        await IsAsInProcessAsync();
    }

    [Fact]
    public async Task A_stopped_stage_saves_its_state_and_running_again_ends_as_an_unstopped_run()
    {
        var file = place.Experiment("small", SavesEveryStep);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunInWorkerAsync(
            file,
            happened =>
            {
                if (happened is StateSaved { Stage.Number: 2, Step: 3 })
                {
                    stop.Cancel();
                }
            },
            stop.Token));

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync())[^1]);
        Assert.Equal(2, paused.Stage.Number);
        Assert.InRange(paused.Step, 3, 12);
        await place.RunInWorkerAsync(file);
        await IsAsInProcessAsync();
    }

    [Fact]
    public async Task A_log_that_takes_nothing_stops_the_worker_and_the_next_run_takes_up_what_it_told()
    {
        var file = place.Experiment("small", SavesEveryStep);
        var full = new InputException("the store", "no room is left on the disk.");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunInWorkerRefusedAsync(file, happened =>
        {
            if (happened is TrainingProgressed)
            {
                throw full;
            }
        }));

        Assert.Same(full, error);
        Assert.Empty(ChildProcesses.OfThisProcess());
        var before = await place.HistoryAsync();
        Assert.DoesNotContain(before, happened => happened is StageFailed or StateSaved);
        // What is taken up together is stored together or not at all. A stop right after a saving saves the same state once more, which is
        // one event.
        var stored = before.Select(happened => EventIds.Derive("small", happened)).ToHashSet();
        var told = new SpoolReader(Spool).ReadNew()
            .DistinctBy(happened => EventIds.Derive("small", happened.Data))
            .Where(happened => !stored.Contains(EventIds.Derive("small", happened.Data)))
            .ToList();
        Assert.Contains(told, happened => happened.Data is TrainingProgressed);
        await place.RunInWorkerAsync(file);
        Assert.False(File.Exists(Spool));
        await using var log = SqliteEventLog.OpenExisting(place.Store);
        var all = await log.ReadStreamAsync("small").ToListAsync();
        var resumed = all.FindIndex(happened => happened.Type == "experiment-resumed");
        var between = all.Take(resumed).Skip(before.Count).Select(happened => new NewEvent(happened.Decode(), happened.Timestamp));
        Same.AreEqual(told, between);
        var saved = told.Select(happened => happened.Data).OfType<StateSaved>().Last();
        Assert.Equal(saved.Step, Assert.IsType<ExperimentResumed>(all[resumed].Decode()).Step);
        await IsAsInProcessAsync();
    }

    public void Dispose() => place.Dispose();

    private async Task IsAsInProcessAsync() => (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
}
