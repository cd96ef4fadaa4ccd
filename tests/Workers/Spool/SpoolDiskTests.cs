using LmmCl.Events;
using LmmCl.Workers.Tests.Resuming;

namespace LmmCl.Workers.Tests.Spool;

/// <summary>The real program on a disk that does not take the spool.</summary>
[Collection(nameof(HostRuns))]
public sealed class SpoolDiskTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Theory]
    [InlineData("full", "No room is left on the disk", FailureKind.DiskFull)]
    [InlineData("sync", "Input/output error", FailureKind.Unclassified)]
    public async Task A_worker_that_cannot_tell_what_happened_fails_in_one_line_and_the_next_run_ends(
        string kind, string said, FailureKind failure)
    {
        var file = place.Experiment("small", "skills: [timeclock]");
        var disk = FailingDisk.Environment(place.Root, kind, "events.spool", from: 2);
        await using (var host = new HostProcess(disk, "run", file, "--runs", place.Runs))
        {
            var (code, error) = await host.EndAsync();
            Assert.True(code == 2, $"exit code {code}: {error}");
            Assert.Contains(said, error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        }

        Assert.Equal(failure, Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]).Kind);
        var again = await Typed.CommandAsync("run", file, "--runs", place.Runs);
        Assert.True(again.Code == 0, again.Error);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
    }

    public void Dispose() => place.Dispose();
}
