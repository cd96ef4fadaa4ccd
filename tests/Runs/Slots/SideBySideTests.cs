using LmmCl.Events;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Runs.Tests.Sweeps;

namespace LmmCl.Runs.Tests.Slots;

/// <summary>A sweep of five experiments on two slots of the real program, and each of the five run alone.</summary>
[Collection(nameof(HostRuns))]
public sealed class SideBySideTests(FinishedExperiment finished) : IDisposable
{
    // Of two steps each: long enough for all slots to be met in the middle.
    private const int ManyEpochs = 20;

    private static readonly string[] recipes = ["sa_proj", "projector", "mlp_gate_up", "llm", "sa_qkv"];

    // An experiment that runs alone ends the same for every test.
    private static readonly Dictionary<(string Recipe, int Epochs), Outcome> alone = [];

    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task Experiments_run_side_by_side_and_end_as_if_each_had_run_alone()
    {
        var typed = await Typed.CommandAsync("sweep", Sweep(recipes[..2], epochs: 3), "--slots", "2", "--runs", place.Runs);

        Assert.True(typed.Code == 0, typed.Error);
        var (first, second) = (await TimesAsync(recipes[0]), await TimesAsync(recipes[1]));
        Assert.True(first.Begun < second.Ended && second.Begun < first.Ended);
        await AreAsAloneAsync(recipes[..2], epochs: 3);
    }

    [Fact]
    public async Task Five_experiments_on_two_slots_end_as_if_run_alone_though_one_is_killed()
    {
        await using (var host = new HostProcess("sweep", Sweep(recipes, epochs: ManyEpochs), "--slots", "2", "--runs", place.Runs))
        {
            await host.UntilAsync(async () => await SavedAsync(recipes[0]) && await SavedAsync(recipes[1]));
            HostProcess.Kill(ChildProcesses.Of(host.Id)[0]);
            var (code, error) = await host.EndAsync();
            Assert.True(code == 1, $"exit code {code}: {error}");
            Assert.Contains("failed, the others continue: The worker process was killed (SIGKILL)", error, StringComparison.Ordinal);
        }

        var ends = await LastEventsAsync(recipes);
        Assert.Equal(FailureKind.Killed, Assert.Single(ends.OfType<StageFailed>()).Kind);
        Assert.Equal(4, ends.OfType<ExperimentCompleted>().Count());

        var resumed = await Typed.CommandAsync("resume", "--runs", place.Runs);

        Assert.True(resumed.Code == 0, resumed.Error);
        await AreAsAloneAsync(recipes, epochs: ManyEpochs);
    }

    [Fact]
    public async Task Ctrl_C_saves_every_running_experiment_and_resume_goes_on_with_all_of_them()
    {
        await using (var host = new HostProcess("sweep", Sweep(recipes[..3], epochs: ManyEpochs), "--slots", "2", "--runs", place.Runs))
        {
            await host.UntilAsync(async () => await SavedAsync(recipes[0]) && await SavedAsync(recipes[1]));
            host.Interrupt();
            var (code, error) = await host.EndAsync();
            Assert.True(code == 130, $"exit code {code}: {error}");
            Assert.Contains("stopped; run the same command to resume", error, StringComparison.Ordinal);
        }

        var paused = (await LastEventsAsync(recipes[..2])).Select(Assert.IsType<ExperimentPaused>).ToList();
        Assert.All(paused, experiment => Assert.InRange(experiment.Step, 5, (2 * ManyEpochs) - 1));
        Assert.Empty(await place.HistoryAsync(Name(recipes[2])));

        var resumed = await Typed.CommandAsync("resume", "--slots", "2", "--runs", place.Runs);

        Assert.True(resumed.Code == 0, resumed.Error);
        await AreAsAloneAsync(recipes[..2], epochs: ManyEpochs);
    }

    [Fact]
    public async Task Two_experiments_whose_host_is_killed_go_on_from_what_their_workers_saved()
    {
        await using (var host = new HostProcess("sweep", Sweep(recipes[..2], epochs: ManyEpochs), "--slots", "2", "--runs", place.Runs))
        {
            await host.UntilAsync(async () => await SavedAsync(recipes[0]) && await SavedAsync(recipes[1]));
            host.Kill();
            Assert.NotEqual(0, (await host.EndAsync()).Code);
        }

        var resumed = await Typed.CommandAsync("resume", "--slots", "2", "--runs", place.Runs);

        Assert.True(resumed.Code == 0, resumed.Error);
        await AreAsAloneAsync(recipes[..2], epochs: ManyEpochs);
    }

    public void Dispose() => place.Dispose();

    private static string Name(string recipe) => $"trial-{recipe}-short-rate0.001-seed42";

    private static string Training(int epochs) =>
        $"training: {{ learning_rate: 0.001, effective_batch: 8, micro_batch: 8, epochs: {epochs}, save_every: 5 }}";

    private string Sweep(IEnumerable<string> recipes, int epochs) => SweepText.Write(
        place.Root,
        $"model: {finished.World.Model}",
        $"world: {finished.World.Short}",
        "seeds: absent",
        "learning_rates: absent",
        "orders: { short: [timeclock] }",
        $"methods: [{string.Join(", ", recipes.Select(recipe => $"{{ settings: {{ recipe: {recipe} }} }}"))}]",
        Training(epochs),
        "evaluation: { batch_size: 6, probe_samples: 4 }");

    private async Task AreAsAloneAsync(IEnumerable<string> recipes, int epochs)
    {
        foreach (var recipe in recipes)
        {
            if (!alone.TryGetValue((recipe, epochs), out var expected))
            {
                alone[(recipe, epochs)] = expected = await AloneAsync(recipe, epochs);
            }

            expected.IsSameAs(await Outcome.OfAsync(place, Name(recipe)));
        }
    }

    private async Task<Outcome> AloneAsync(string recipe, int epochs)
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment(
            "small",
            "skills: [timeclock]",
            $"settings: {{ recipe: {recipe} }}",
            "evaluation: { batch_size: 6, probe_samples: 4 }",
            Training(epochs)));
        return await Outcome.OfAsync(place);
    }

    private async Task<bool> SavedAsync(string recipe) =>
        place.HasStore(Name(recipe)) && (await place.HistoryAsync(Name(recipe))).OfType<StateSaved>().Any();

    private async Task<IReadOnlyList<IExperimentEvent>> LastEventsAsync(IEnumerable<string> recipes)
    {
        var ends = new List<IExperimentEvent>();
        foreach (var recipe in recipes)
        {
            ends.Add((await place.HistoryAsync(Name(recipe)))[^1]);
        }

        return ends;
    }

    private async Task<(DateTimeOffset Begun, DateTimeOffset Ended)> TimesAsync(string recipe)
    {
        await using var log = SqliteEventLog.OpenExisting(place.Store);
        var events = await log.ReadStreamAsync(Name(recipe)).ToListAsync();
        return (events[0].Timestamp, events[^1].Timestamp);
    }
}
