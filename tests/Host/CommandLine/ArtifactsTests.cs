using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Artifacts;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>Checkpoints that are copied to <c>--artifacts FOLDER</c>, and come back from there.</summary>
[Collection(nameof(HostRuns))]
public sealed class ArtifactsTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    private string Artifacts => Path.Combine(place.Root, "artifacts");

    private string Target => Path.Combine(place.Root, "given-back");

    [Fact]
    public async Task A_checkpoint_of_a_complete_experiment_is_copied_and_comes_back_equal_to_the_bit()
    {
        var run = await Typed.CommandAsync("run", finished.File, "--runs", finished.Place.Runs, "--artifacts", Artifacts);
        Assert.True(run.Code == 0, run.Error);

        var export = await ExportAsync(finished.File, finished.Place.Runs, "--stage", "1");

        Assert.True(export.Code == 0, export.Error);
        var written = (await finished.Place.HistoryAsync()).OfType<CheckpointWritten>().First();
        Assert.Equal(written.Manifest.Hex, CheckpointManifest.HashOfFolder(Target));
        CheckpointManifest.Open(Target);
        Assert.Equal(Files(finished.Place.PathOf("small", written.Path)), Files(Target));
    }

    [Fact]
    public async Task A_lost_checkpoint_is_put_back_and_the_audit_finds_nothing_wrong()
    {
        SmallWorld.Copy(finished.Place.Runs, place.Runs);
        var run = await Typed.CommandAsync("run", finished.File, "--runs", place.Runs, "--artifacts", Artifacts);
        Assert.True(run.Code == 0, run.Error);
        var folder = place.PathOf("small", "checkpoints/stage-1");
        Directory.Delete(folder, recursive: true);
        Assert.Equal(1, (await Typed.CommandAsync("audit", "verify", "--runs", place.Runs)).Code);

        var export = await Typed.CommandAsync(
            "export", "small", "--stage", "1", "--checkpoint", folder, "--artifacts", Artifacts, "--runs", place.Runs);

        Assert.True(export.Code == 0, export.Error);
        var audit = await Typed.CommandAsync("audit", "verify", "--runs", place.Runs);
        Assert.True(audit.Code == 0, audit.Output);
    }

    [Fact]
    public async Task Copies_that_are_killed_between_two_tensors_are_completed_by_the_next_run()
    {
        SmallWorld.Copy(finished.Place.Runs, place.Runs);
        for (var kill = 1; kill <= 3; kill++)
        {
            var stored = Contents();
            await using var host = new HostProcess("run", finished.File, "--runs", place.Runs, "--artifacts", Artifacts);
            while (!host.HasEnded && Contents() <= stored)
            {
                await Task.Delay(1);
            }

            host.Kill();
        }

        var run = await Typed.CommandAsync("run", finished.File, "--runs", place.Runs, "--artifacts", Artifacts);

        Assert.True(run.Code == 0, run.Error);
        foreach (var written in (await place.HistoryAsync()).OfType<CheckpointWritten>())
        {
            new ArtifactFolder(Artifacts).Restore(written.Manifest.Hex, Path.Combine(Target, $"{written.Stage}"));
        }
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_one_error_and_the_run_goes_on_once_there_is_room()
    {
        var file = place.Experiment("small", "skills: [pathvqa]");
        var (code, error) = RunOn("size=16k", file);
        IsOneError("No room is left on the disk", code, error);
        var history = await place.HistoryAsync();
        Assert.Single(history.OfType<CheckpointWritten>());
        Assert.Equal(FailureKind.DiskFull, Assert.IsType<StageFailed>(history[^1]).Kind);

        var again = await Typed.CommandAsync("run", file, "--runs", place.Runs, "--artifacts", Artifacts);

        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("small: stage 1: its checkpoint of", again.Error, StringComparison.Ordinal);
        Assert.Single((await place.HistoryAsync()).OfType<CheckpointWritten>());
        Assert.Single(Directory.GetFiles(Path.Combine(Artifacts, "checkpoints")));
    }

    [SmallDiskFact]
    public void A_folder_that_cannot_be_written_to_is_refused_before_anything_is_run()
    {
        var (code, error) = RunOn("ro", place.Experiment());

        IsOneError("Read-only file system", code, error);
        Assert.False(place.HasStore());
    }

    [Fact]
    public async Task A_damaged_copy_is_named()
    {
        await Typed.CommandAsync("run", finished.File, "--runs", finished.Place.Runs, "--artifacts", Artifacts);
        var files = Directory.GetFiles(Path.Combine(Artifacts, "content"), "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            File.AppendAllText(file, "more");
        }

        (await ExportAsync(finished.File, finished.Place.Runs)).IsOneErrorWith(
            Path.Combine(Artifacts, "content"), "were stored", "Delete it");

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_folder_among_the_runs_is_refused() =>
        (await Typed.CommandAsync("run", place.Experiment(), "--runs", place.Runs, "--artifacts", Path.Combine(place.Runs, "copies")))
            .IsOneErrorWith("--artifacts", "it is in the folder of runs", "Name a folder outside of it.");

    [Fact]
    public async Task A_checkpoint_is_not_given_back_from_nowhere() =>
        (await Typed.CommandAsync("export", finished.File, "--checkpoint", Target, "--runs", finished.Place.Runs))
            .IsOneErrorWith("--checkpoint", "Name that with --artifacts.");

    [Fact]
    public async Task The_base_model_has_no_checkpoint_to_give_back() =>
        (await ExportAsync(finished.File, finished.Place.Runs, "--stage", "0")).IsOneErrorWith(
            "stage 0", "the store has no checkpoint of it");

    public void Dispose() => place.Dispose();

    private int Contents() => !Directory.Exists(Path.Combine(Artifacts, "content"))
        ? 0
        : Directory.GetFiles(Path.Combine(Artifacts, "content"), "*", SearchOption.AllDirectories).Length;

    private (int Code, string Error) RunOn(string disk, string file) => SmallDisk.Run(
        disk, Artifacts, "dotnet", typeof(HostSettings).Assembly.Location, "run", file, "--runs", place.Runs, "--artifacts", Artifacts);

    private void IsOneError(string problem, int code, string error)
    {
        Assert.True(code == 2, error);
        var line = error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains(problem, line, StringComparison.Ordinal);
        Assert.Contains(Artifacts, line, StringComparison.Ordinal);
    }

    private Task<Typed> ExportAsync(string file, string runs, params string[] arguments) =>
        Typed.CommandAsync(["export", file, "--checkpoint", Target, "--artifacts", Artifacts, "--runs", runs, .. arguments]);

    private static IEnumerable<(string Name, string Content)> Files(string root) => Directory
        .GetFiles(root, "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(root, file), Convert.ToHexString(File.ReadAllBytes(file))))
        .Order();
}
