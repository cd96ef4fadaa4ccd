using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Runs.Queueing;

namespace LmmCl.Service.Tests.Queue;

/// <summary>Services that are stopped or killed, and others that go on.</summary>
[Collection(nameof(HostRuns))]
public sealed class RestartTests(FinishedExperiment finished) : IDisposable
{
    private const string SavesEveryStep = "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";
    private const string ManySteps = "training: { learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: 100, save_every: 10 }";

    private const int Kills = 20;

    // Three experiments have about 150 events.
    private const int MostEvents = 7;

    private readonly Random random = new(5);
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task SIGTERM_saves_the_state_says_how_long_that_may_take_and_the_next_service_goes_on()
    {
        await using (var host = await RunningHost.StartAsync(place))
        {
            await SubmitAsync("long", ManySteps, "skills: [timeclock]");
            await SubmitAsync("small", SavesEveryStep);
            await host.UntilAsync<StateSaved>("long");
            var output = await host.StopAsync();
            Assert.Contains("Saving the state of long; this takes at most 35 s", output, StringComparison.Ordinal);
        }

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync("long"))[^1]);
        Assert.Equal("the service was stopped", paused.Reason);
        var state = await RunningHost.QueueAsync(place);
        Assert.Equal(["long", "small"], state.Waiting.Select(entry => entry.Experiment));
        Assert.True(state.Waiting[0].Interrupted);

        await using (var next = await RunningHost.StartAsync(place))
        {
            await next.UntilAsync<ExperimentResumed>("long");
            await next.StopAsync();
        }

        var resumed = (await place.HistoryAsync("long")).OfType<ExperimentResumed>().Single();
        Assert.Equal(paused.Step, resumed.Step);
    }

    [Fact]
    public async Task A_service_killed_20_times_ends_its_queue_as_one_that_never_was()
    {
        await using (var host = await RunningHost.StartAsync(place))
        {
            await SubmitAsync("small", SavesEveryStep);
            await SubmitAsync("gates", SavesEveryStep, "settings: { recipe: mlp_gate_up }");
            await SubmitAsync("order", SavesEveryStep, "skills: [timeclock, pathvqa]");
            host.Process.Kill();
            await host.Process.EndAsync();
        }

        var seen = new HashSet<Guid>();
        for (var kill = 1; kill < Kills; kill++)
        {
            await using var host = await RunningHost.StartAsync(place);
            var until = await RecordedAsync() + random.Next(MostEvents);
            while (await RecordedAsync() < until && (await RunningHost.QueueAsync(place)).Open.Count > 0)
            {
                await Task.Delay(20);
            }

            seen.UnionWith(await IdsAsync());

            // Its worker dies with it, or lives on to save its state.
            if (kill % 2 == 0)
            {
                host.Process.KillAll();
            }
            else
            {
                host.Process.Kill();
            }

            await host.Process.EndAsync();
        }

        await using (var last = await RunningHost.StartAsync(place))
        {
            await last.UntilAsync(state => state.Open.Count == 0);
            await last.StopAsync();
        }

        Assert.All((await RunningHost.QueueAsync(place)).Ended, entry => Assert.Equal(QueueStatus.Completed, entry.Status));
        Assert.Superset(seen, await IdsAsync());
        await IsAsUnharmedAsync();
        var audit = await Typed.CommandAsync("audit", "verify", "--runs", place.Runs);
        Assert.True(audit.Code == 0, audit.Output + audit.Error);
    }

    public void Dispose() => place.Dispose();

    private async Task IsAsUnharmedAsync()
    {
        using var unharmed = new Workplace(finished.World);
        await unharmed.RunAsync(unharmed.Experiment("gates", "settings: { recipe: mlp_gate_up }"));
        await unharmed.RunAsync(unharmed.Experiment("order", "skills: [timeclock, pathvqa]"));
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place));
        (await Outcome.OfAsync(unharmed, "gates")).IsSameAs(await Outcome.OfAsync(place, "gates"));
        (await Outcome.OfAsync(unharmed, "order")).IsSameAs(await Outcome.OfAsync(place, "order"));
    }

    private async Task SubmitAsync(string name, params string[] lines)
    {
        var typed = await Typed.CommandAsync("submit", place.Experiment(name, lines), "--runs", place.Runs);
        Assert.True(typed.Code == 0, typed.Error);
    }

    private async Task<long> RecordedAsync()
    {
        await using var log = SqliteEventLog.OpenExisting(place.Store);
        return (await log.ListStreamsAsync()).Sum(head => head.Version);
    }

    private async Task<HashSet<Guid>> IdsAsync()
    {
        await using var log = SqliteEventLog.OpenExisting(place.Store);
        Assert.True((await ChainVerifier.VerifyAsync(log, CancellationToken.None)).Intact);
        return await log.ReadAllAsync().Select(stored => stored.Id).ToHashSetAsync();
    }
}
