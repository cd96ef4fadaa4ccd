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
    private const string SavesEveryStep = "{ effective_batch: 4, micro_batch: 4, epochs: 3, save_every: 1 }";
    private const string ManySteps = "{ effective_batch: 4, micro_batch: 4, epochs: 100, save_every: 10 }";

    private const int Kills = 20;

    // Three experiments have about 150 events; every other kill comes right at the start of a service.
    private const int MostEvents = 14;

    private static readonly string[] recipes = ["sa_proj", "mlp_gate_up", "llm"];

    private readonly Random random = new(5);
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task SIGTERM_saves_the_state_says_how_long_that_may_take_and_the_next_service_goes_on()
    {
        await using (var host = await RunningHost.StartAsync(place))
        {
            await SubmitAsync(place.Experiment("long", $"training: {ManySteps}", "skills: [timeclock]"));
            await host.UntilAsync<StateSaved>("long");
            var output = await host.StopAsync();
            Assert.Contains("Saving the state of long; this takes at most 35 s", output, StringComparison.Ordinal);
        }

        var paused = Assert.IsType<ExperimentPaused>((await place.HistoryAsync("long"))[^1]);
        Assert.Equal("the service was stopped", paused.Reason);
        var state = await RunningHost.QueueAsync(place);
        Assert.True(Assert.Single(state.Waiting).Interrupted);

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
            await SubmitAsync(SmallSweep.Write(place, SavesEveryStep, "pathvqa, timeclock", recipes));
            host.Process.Kill();
            await host.Process.EndAsync();
        }

        var seen = new HashSet<Guid>();
        for (var kill = 1; kill < Kills; kill++)
        {
            await using var host = await RunningHost.StartAsync(place);
            var until = await RecordedAsync() + (kill % 2 == 0 ? 0 : random.Next(MostEvents));
            while (await RecordedAsync() < until && (await RunningHost.QueueAsync(place)).Open.Count > 0)
            {
                await Task.Delay(20);
            }

            seen.UnionWith(await IdsAsync());

            // Its worker dies with it, or lives on to save its state.
            if (kill % 4 == 1)
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
        (await Outcome.OfAsync(finished.Place)).IsSameAs(await Outcome.OfAsync(place, SmallSweep.Name(recipes[0])));
        using var unharmed = new Workplace(finished.World);
        foreach (var recipe in recipes[1..])
        {
            await unharmed.RunAsync(unharmed.Experiment(recipe, $"settings: {{ recipe: {recipe} }}"));
            (await Outcome.OfAsync(unharmed, recipe)).IsSameAs(await Outcome.OfAsync(place, SmallSweep.Name(recipe)));
        }
    }

    private async Task SubmitAsync(string file)
    {
        var typed = await Typed.CommandAsync("submit", file, "--runs", place.Runs);
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
