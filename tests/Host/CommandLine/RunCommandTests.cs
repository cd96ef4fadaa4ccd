using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.Host.Tests.CommandLine;

[Collection(nameof(HostRuns))]
public sealed class RunCommandTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Fact]
    public async Task Runs_and_store_go_where_they_are_told_and_nothing_is_written_anywhere_else()
    {
        var file = place.Experiment("small", "skills: [timeclock]");
        var store = Path.Combine(place.Root, "elsewhere", "log.db");
        var before = Files(finished.World.Root);

        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs, "--store", store);

        Assert.True(typed.Code == 0, typed.Error);
        Assert.Contains("lmmcl report small", typed.Output, StringComparison.Ordinal);
        Assert.Equal(before, Files(finished.World.Root));
        Assert.False(File.Exists(place.Store));
        var written = Files(place.Root).Where(path => path != file).ToList();
        bool IsWhereToldTo(string path) =>
            path.StartsWith(place.Runs + "/", StringComparison.Ordinal) || path.StartsWith(store, StringComparison.Ordinal);
        Assert.All(written, path => Assert.True(IsWhereToldTo(path), path));
        await using var log = SqliteEventLog.OpenExisting(store);
        Assert.IsType<ExperimentCompleted>((await log.ReadHistoryAsync("small"))[^1].What);
    }

    [Fact]
    public async Task As_published_runs_are_recorded_as_such()
    {
        var file = place.Experiment("small", "skills: [timeclock]");

        var typed = await Typed.CommandAsync("run", file, "--as-published", "--runs", place.Runs);

        Assert.True(typed.Code == 0, typed.Error);
        var history = await place.HistoryAsync();
        Assert.True(Assert.IsType<ExperimentStarted>(history[0]).AsPublished);
        Assert.All(history.OfType<BenchmarkScored>(), scored => Assert.Equal(PromptMode.AsPublished, scored.Prompts));
        (await Typed.CommandAsync("run", file, "--runs", place.Runs)).IsOneErrorWith("as_published was true, now it is false");
    }

    [Fact]
    public async Task A_dry_run_lists_and_counts_and_runs_nothing()
    {
        var typed = await Typed.CommandAsync("run", place.Experiment(), "--dry-run", "--runs", place.Runs);

        Assert.Equal(0, typed.Code);
        Assert.Contains(
            "sa_proj would train 37,248 of 296,480 numbers in each of 2 stages: pathvqa -> timeclock.",
            typed.Output,
            StringComparison.Ordinal);
        Assert.Contains("AttentionOutput", typed.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Runs));
    }

    [Fact]
    public async Task A_stopped_run_says_how_to_go_on_and_goes_on()
    {
        var file = place.Experiment("small", "skills: [timeclock]");

        var stopped = await Typed.StoppedAtAsync("small: stage 0: 18 answers", "run", file, "--runs", place.Runs);

        Assert.True(stopped.Code == 130, $"exit code {stopped.Code}: {stopped.Error}{stopped.Output}");
        Assert.Equal("stopped; run the same command to resume", stopped.ErrorLines[^1]);
        Assert.Equal(0, (await Typed.CommandAsync("run", file, "--runs", place.Runs)).Code);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
    }

    public void Dispose() => place.Dispose();

    private static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
