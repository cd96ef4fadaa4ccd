namespace LmmCl.Host.Tests.CommandLine;

[Collection(nameof(HostRuns))]
public sealed class DataCheckCommandTests(FinishedExperiment finished)
{
    [Fact]
    public async Task A_good_world_has_nothing_wrong()
    {
        var typed = await Typed.CommandAsync("data", "check", finished.World.File);

        // Five skills with 16 records to learn, thirteen benchmarks.
        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Equal($"{finished.World.File}: {(5 * 16) + (13 * SmallWorld.TestItems)} records, nothing wrong.\n", typed.Output);
    }

    [Fact]
    public async Task A_broken_world_is_told_everything_with_line_and_field()
    {
        using var copy = new CopiedWorld(finished.World);
        File.Delete(Path.Combine(copy.Folder, "timeclock", "images", "train-00003.png"));
        CopiedWorld.Rewrite(Path.Combine(copy.Folder, "cub200", "train.json"), "\"from\": \"gpt\"", "\"from\": \"gtp\"");
        CopiedWorld.Rewrite(copy.Short, "scorer: textvqa", "scorer: textqva");

        var typed = await Typed.CommandAsync("data", "check", copy.Short);

        Assert.Equal(2, typed.Code);
        var lines = typed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Contains("short.yaml: skills[3].scorer", lines[0], StringComparison.Ordinal);
        Assert.Contains("cub200/train.json: line ", lines[1], StringComparison.Ordinal);
        Assert.Contains("[0].conversations[1]", lines[1], StringComparison.Ordinal);
        Assert.Contains("timeclock/train.json: line ", lines[2], StringComparison.Ordinal);
        Assert.Contains("[3].image", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("3 findings.", lines[3], StringComparison.Ordinal);
    }
}
