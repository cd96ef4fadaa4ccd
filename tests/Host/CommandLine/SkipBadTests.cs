using LmmCl.Events;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary><c>run --skip-bad N</c> leaves out bad training records, at most N, and names and records them.</summary>
[Collection(nameof(HostRuns))]
public sealed class SkipBadTests : IDisposable
{
    private const string Experiment = "skipping";

    private readonly CopiedWorld copy;
    private readonly Workplace place;

    public SkipBadTests(FinishedExperiment finished)
    {
        (copy, place) = (new CopiedWorld(finished.World), new Workplace(finished.World));
        File.Delete(Path.Combine(copy.Folder, "timeclock", "images", "train-00003.png"));
        CopiedWorld.Rewrite(Path.Combine(copy.Folder, "timeclock", "train.json"), "\"conversations\"", "\"conversation\"");
    }

    public void Dispose()
    {
        copy.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Bad_records_are_named_left_out_and_recorded_also_when_it_is_run_again()
    {
        var file = Written();

        var first = await TypeAsync("run", file, "--skip-bad", "2");
        var again = await TypeAsync("run", file);

        Assert.True(first.Code == 0, first.Output + first.Error);
        Assert.Contains("skipped: ", first.Output, StringComparison.Ordinal);
        Assert.Contains("train-00003.png", first.Output, StringComparison.Ordinal);
        Assert.True(again.Code == 0, again.Output + again.Error);
        var reduced = (await place.HistoryAsync(Experiment)).OfType<TrainingDataReduced>().Single();
        Assert.Equal((2, 0, 0), (reduced.Skipped, reduced.Cut, reduced.Dropped));
        var report = await TypeAsync("report", Experiment, "--format", "markdown");
        Assert.Contains("2 were skipped as bad", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_bad_records_than_may_be_skipped_are_refused()
    {
        (await TypeAsync("run", Written(), "--skip-bad", "1")).IsOneErrorWith("train.json", "2 records are bad, 1 may be skipped");
    }

    private Task<Typed> TypeAsync(params string[] arguments) => Typed.CommandAsync([.. arguments, "--runs", place.Runs]);

    private string Written() => place.Experiment(
        Experiment, $"world: {Path.Combine(copy.Folder, "world.yaml")}", "skills: [timeclock]", "evaluation: { batch_size: 8, limit: 2, probe_samples: 0 }");
}
