using LmmCl.Events;

namespace LmmCl.Host.Tests.CommandLine;

/// <summary>
/// A disk that fills up in the middle of a run. Writing to <c>/dev/full</c> fails as writing to a full disk does, without needing one.
/// </summary>
[Collection(nameof(HostRuns))]
public sealed class FullDiskTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    [Theory]
    [InlineData("answers/stage-0/.ai2d.jsonl.writing", 0)]
    [InlineData("parameters/.stage-1.txt.writing", 1)]
    [InlineData("probes/stage-1/.counting_bias.json.writing", 1)]
    public async Task A_disk_without_room_is_said_in_one_line_and_the_run_goes_on_once_there_is_room(string name, int stage)
    {
        var file = place.Experiment("small", "skills: [timeclock]");
        var full = place.PathOf("small", name);
        var filling = FillOnceBegunAsync(full);

        var stopped = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        await filling;
        (stopped with { Error = stopped.ErrorLines[^1] }).IsOneErrorWith(
            "No room is left on the disk", Path.GetFileName(full), "run the same command to resume");
        var failed = Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]);
        Assert.Equal((stage, FailureKind.DiskFull), (failed.Stage.Number, failed.Kind));

        File.Delete(full);
        Assert.Equal(0, (await Typed.CommandAsync("run", file, "--runs", place.Runs)).Code);
        Assert.IsType<ExperimentCompleted>((await place.HistoryAsync())[^1]);
    }

    public void Dispose() => place.Dispose();

    /// <summary>Makes the link once the run holds its lock: a run refuses to begin in a folder with links.</summary>
    private Task FillOnceBegunAsync(string full) => Task.Run(async () =>
    {
        while (!File.Exists(place.PathOf("small", "work/host.lock")))
        {
            await Task.Delay(1);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, "/dev/full");
    });
}
