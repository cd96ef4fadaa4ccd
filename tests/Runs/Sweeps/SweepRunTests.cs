using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;

namespace LmmCl.Runs.Tests.Sweeps;

/// <summary>Sweeps over the small world: two experiments of one short stage each.</summary>
[Collection(nameof(HostRuns))]
public sealed class SweepRunTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    private string Sweep(params string[] lines) => SweepText.Write(
        place.Root,
        [
            $"model: {finished.World.Model}", $"world: {finished.World.Short}",
            "seeds: [42]", "learning_rates: [0.01]", "orders: { short: [timeclock] }",
            "methods: [{ settings: { recipe: sa_proj } }, { settings: { recipe: projector } }]",
            "training: { effective_batch: 8, micro_batch: 8 }", "evaluation: { batch_size: 6, probe_samples: 0 }", .. lines,
        ]);

    private Task<Typed> TypeAsync(params string[] words) => Typed.CommandAsync([.. words, "--runs", place.Runs]);

    private async Task<int> EventsAsync(string experiment) => (await place.HistoryAsync(experiment)).Count;

    [Fact]
    public async Task A_stopped_sweep_goes_on_with_what_is_missing_and_ends_with_the_table()
    {
        var file = Sweep();
        var stopped = await Typed.StoppedAtAsync("trial: 2 of 2", "sweep", file, "--slots", "1", "--runs", place.Runs);
        var before = await EventsAsync("trial-sa_proj-short-rate0.01-seed42");

        var typed = await TypeAsync("sweep", file);

        Assert.Equal(130, stopped.Code);
        Assert.True(typed.Code == 0, typed.Error);
        Assert.Contains("trial: 2 experiments, 1 complete, 1 to run", typed.Error, StringComparison.Ordinal);
        Assert.Equal(before, await EventsAsync("trial-sa_proj-short-rate0.01-seed42"));
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync("trial-projector-short-rate0.01-seed42"))[^1]);
        Assert.Contains("Learning against forgetting", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparing_a_sweep_file_runs_what_is_missing_and_a_second_time_nothing()
    {
        var file = Sweep("methods: [{ settings: { recipe: projector } }]");

        var first = await TypeAsync("compare", file, "--format", "csv");
        var events = await EventsAsync("trial-projector-short-rate0.01-seed42");
        var artifacts = Path.Combine(place.Root, "artifacts");
        var second = await TypeAsync("compare", file, "--format", "csv", "--artifacts", artifacts);

        Assert.True(first.Code == 0, first.Error);
        Assert.Equal(first.Output, second.Output);
        Assert.Contains("trial: 1 experiments, 1 complete, 0 to run", second.Error, StringComparison.Ordinal);
        Assert.Equal(events, await EventsAsync("trial-projector-short-rate0.01-seed42"));

        // What was complete before somebody named the folder is copied all the same.
        Assert.Single(Directory.GetFiles(Path.Combine(artifacts, "checkpoints")));
    }

    [Fact]
    public async Task The_plan_is_recorded_before_the_first_experiment_and_again_only_when_it_changes()
    {
        var one = Sweep("methods: [{ settings: { recipe: projector } }]");
        await TypeAsync("sweep", one);
        await TypeAsync("sweep", one);
        await TypeAsync("sweep", Sweep());

        var plans = (await place.HistoryAsync("sweep:trial")).Cast<SweepPlanned>().ToList();
        var history = await TypeAsync("history", "--all");
        var report = await TypeAsync("report", "sweep:trial");
        var resumed = await TypeAsync("resume");
        var garbage = await TypeAsync("gc");

        Assert.Equal([1, 2], plans.Select(plan => plan.Experiments.Count));
        Assert.Equal(new PlannedExperiment("trial-sa_proj-short-rate0.01-seed42", "SelectiveTuning", 0.01, 42), plans[1].Experiments[0]);
        Assert.Contains("Sweep 'trial' planned: 1 experiment, seed 42", history.Output.Split('\n')[0], StringComparison.Ordinal);
        report.IsOneErrorWith("no such experiment");
        Assert.Equal((0, 0), (resumed.Code, garbage.Code));
    }

    [Fact]
    public async Task A_planned_experiment_that_is_not_in_the_store_is_named_by_audits_and_comparisons()
    {
        var file = Sweep();
        await Typed.StoppedAtAsync("trial: 2 of 2", "sweep", file, "--slots", "1", "--runs", place.Runs);
        var history = await place.HistoryAsync("trial-sa_proj-short-rate0.01-seed42");
        var plans = await place.HistoryAsync("sweep:trial");
        File.Delete(place.Store);
        await using (var forged = EventLogs.Open(place.Store))
        {
            await forged.AppendAsync("sweep:trial", plans);
            await forged.AppendAsync("trial-sa_proj-short-rate0.01-seed42", history);
        }

        var verified = await TypeAsync("audit", "verify");
        var compared = await TypeAsync("compare", "trial-sa_proj-short-rate0.01-seed42");

        Assert.True(verified.Code == 3, verified.Output + verified.Error);
        Assert.Contains("the experiment 'trial-projector-short-rate0.01-seed42' was planned, and is not", verified.Output, StringComparison.Ordinal);
        Assert.Contains("sweep:trial: 1 of 2 planned experiments are not in this comparison", compared.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_that_fails_leaves_the_others_their_turn_and_is_named_at_the_end()
    {
        using var broken = new CopiedWorld(finished.World);
        await File.WriteAllTextAsync(Path.Combine(broken.Folder, "cub200", "train.json"), "[{");
        string Extended(string orders) =>
            Sweep($"world: {broken.Short}", $"orders: {{ {orders} }}", "methods: [{ settings: { recipe: projector } }]");
        Assert.Equal(0, (await TypeAsync("sweep", Extended("begun: [pathvqa]"))).Code);

        // A new sweep would be refused; this one has begun.
        var typed = await TypeAsync("sweep", Extended("begun: [pathvqa], bad: [cub200], good: [timeclock]"));

        Assert.Equal(2, typed.Code);
        Assert.Contains("trial-projector-bad-rate0.01-seed42", typed.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains("train.json", typed.ErrorLines[^1], StringComparison.Ordinal);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync("trial-projector-good-rate0.01-seed42"))[^1]);
        Assert.Contains("projector", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_train_and_what_is_complete_and_runs_nothing()
    {
        var typed = await TypeAsync("sweep", Sweep("learning_rates: [0.01, 0.02]"), "--dry-run");

        Assert.True(typed.Code == 0, typed.Error);
        Assert.Contains("trial-sa_proj-short-rate0.02-seed42", typed.Output, StringComparison.Ordinal);
        Assert.Contains("37.2 K (12.6 %)", typed.Output, StringComparison.Ordinal);
        Assert.Contains("4 experiments: 0 complete, 0 begun, 4 to run.", typed.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Runs));
    }

    [Theory]
    [InlineData("methods: [{ settings: { recipe: sa_prj } }]", "'sa_proj'")]
    [InlineData("methods: [{ method: SelectiveTunning }]", "Did you mean 'SelectiveTuning'?")]
    [InlineData("orders: { short: [timeclok] }", "Did you mean 'timeclock'?")]
    public async Task A_wrong_name_anywhere_in_a_sweep_is_found_before_anything_runs(string line, string part)
    {
        (await TypeAsync("sweep", Sweep(line))).IsOneErrorWith(part);
        Assert.Empty(Directory.GetDirectories(place.Runs, "trial*"));
    }

    [Fact]
    public async Task A_sweep_file_that_does_not_exist_is_named() => (await TypeAsync("compare", "none.yaml")).IsOneErrorWith("none.yaml");

    public void Dispose() => place.Dispose();
}
