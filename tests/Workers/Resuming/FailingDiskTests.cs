using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>The real program on a disk that is full, or that says that it could not bring to its platters what it was given.</summary>
[Collection(nameof(HostRuns))]
public sealed class FailingDiskTests(OneStage stage) : IClassFixture<OneStage>, IDisposable
{
    private readonly Workplace place = stage.Place();

    [Fact]
    public async Task A_disk_too_full_for_a_state_is_one_line_and_with_room_again_the_end_is_the_same()
    {
        var file = OneStage.Write(place);

        // Each state is two files of tensors and a manifest; this is in the middle of the fourth.
        var (code, error) = await RunAsync(FailingDisk.Environment(place.Root, "full", "/state/step-", from: 11), file);

        Assert.Equal(2, code);
        var said = error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("No room is left on the disk", said, StringComparison.Ordinal);
        var failed = Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]);
        Assert.Equal((1, FailureKind.DiskFull), (failed.Stage.Number, failed.Kind));
        Assert.Empty(Directory.GetDirectories(place.PathOf("small", "work/stage-1/state"), "*.partial"));
        await using var again = new HostProcess("resume", "--runs", place.Runs);
        Assert.Equal(0, (await again.EndAsync()).Code);
        Assert.True((await place.HistoryAsync()).OfType<ExperimentResumed>().Single().Step > 0);
        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }

    [Theory]
    [InlineData("/answers/stage-0/", typeof(BenchmarkScored))]
    [InlineData("/probes/stage-0/", typeof(ProbeMeasured))]
    [InlineData("/parameters/", typeof(ParametersSelected))]
    [InlineData("/state/step-", typeof(StateSaved))]
    [InlineData("/checkpoints/stage-1/", typeof(CheckpointWritten))]
    public async Task What_could_not_be_brought_to_the_disk_is_named_by_no_event(string path, Type happened)
    {
        var (code, error) = await RunAsync(FailingDisk.Environment(place.Root, "sync", path), OneStage.Write(place));

        Assert.True(code == 2, $"exit code {code}: {error}");
        Assert.Contains("Input/output error", error, StringComparison.Ordinal);
        var history = await place.HistoryAsync();
        Assert.DoesNotContain(history, recorded => recorded.GetType() == happened);
        Assert.IsType<StageFailed>(history[^1]);
    }

    public void Dispose() => place.Dispose();

    private async Task<(int Code, string Error)> RunAsync(IReadOnlyDictionary<string, string> disk, string file)
    {
        await using var host = new HostProcess(disk, "run", file, "--runs", place.Runs);
        return await host.EndAsync();
    }
}
