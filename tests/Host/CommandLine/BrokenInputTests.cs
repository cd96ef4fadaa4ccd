namespace LmmCl.Host.Tests.CommandLine;

/// <summary>What is wrong with a world or its data ends a run with one line that names file and field.</summary>
[Collection(nameof(HostRuns))]
public sealed class BrokenInputTests : IDisposable
{
    private readonly CopiedWorld copy;
    private readonly Workplace place;

    public BrokenInputTests(FinishedExperiment finished)
    {
        (copy, place) = (new CopiedWorld(finished.World), new Workplace(finished.World));
    }

    private string Train => Path.Combine(copy.Folder, "timeclock", "train.json");

    private string Picture => Path.Combine(copy.Folder, "timeclock", "images", "train-00003.png");

    [Fact]
    public async Task A_missing_picture_of_a_skill()
    {
        File.Delete(Picture);

        (await RunAsync()).IsOneErrorWith("train.json", "[3].image", "train-00003.png", "does not exist");
    }

    [Fact]
    public async Task A_missing_picture_of_a_benchmark()
    {
        File.Delete(Path.Combine(copy.Folder, "ai2d", "images", "test-00002.png"));

        (await RunAsync()).IsOneErrorWith("test.json", "test-00002.png", "does not exist");
    }

    [Fact]
    public async Task A_truncated_png()
    {
        File.WriteAllBytes(Picture, File.ReadAllBytes(Picture)[..60]);

        var typed = await RunAsync();

        // Pictures are decoded when they are needed, so lines about the work done before come first.
        (typed with { Error = typed.ErrorLines[^1] }).IsOneErrorWith("train-00003.png");
    }

    [Theory]
    [InlineData("\"conversations\"", "\"conversation\"", "train.json", "line 5", "[0].conversation: ", "Did you mean 'conversations'?")]
    [InlineData("\"from\"", "\"role\"", "train.json", "from")]
    [InlineData("[", "{ \"records\": [", "train.json")]
    [InlineData("{", "{{", "train.json: line 2", "not valid JSON")]
    public async Task Json_that_is_not_llavas(string old, string replacement, params string[] parts)
    {
        CopiedWorld.Rewrite(Train, old, replacement);

        (await RunAsync()).IsOneErrorWith(parts);
    }

    [Theory]
    [InlineData("scorer: timeclock", "scorer: timeclok", "skills[4].scorer", "timeclok", "Did you mean 'timeclock'?")]
    [InlineData("train: timeclock/train.json", "train: timeclock/trian.json", "skills[4].train", "trian.json")]
    [InlineData("answer_form", "anser_form", "anser_form", "Did you mean 'answer_form'?")]
    public async Task A_world_yaml_with_a_mistake(string old, string replacement, params string[] parts)
    {
        CopiedWorld.Rewrite(copy.Short, old, replacement);

        (await RunAsync()).IsOneErrorWith(["short.yaml", .. parts]);
    }

    public void Dispose()
    {
        place.Dispose();
        copy.Dispose();
    }

    private Task<Typed> RunAsync()
    {
        var file = place.Experiment(
            "small", "skills: [timeclock]", $"world: {copy.Short}", "evaluation: { limit: 3, probe_samples: 0 }");
        return Typed.CommandAsync("run", file, "--runs", place.Runs);
    }
}
