using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class BaseAnswersTests(FinishedExperiment finished)
{
    private const string Mark = "an answer that no model gives";

    private readonly SmallWorld world = finished.World;

    [Fact]
    public async Task A_second_recipe_takes_the_base_models_answers_and_asks_for_its_own()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        MarkKeptAnswers(place);

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", "settings: { recipe: llm }"));

        Assert.Equal(SmallWorld.TestItems, await MarkedAsync(place, "second", 0, "docvqa"));
        Assert.Equal(0, await MarkedAsync(place, "second", 1, "docvqa"));
    }

    [Fact]
    public async Task Another_picture_under_the_same_name_is_another_question()
    {
        using var copy = new CopiedWorld(world);
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]", $"world: {copy.Short}"));
        MarkKeptAnswers(place);
        string Picture(string benchmark) => Path.Combine(copy.Folder, benchmark, "images", "test-00000.png");
        File.Copy(Picture("timeclock"), Picture("docvqa"), overwrite: true);

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", $"world: {copy.Short}"));

        Assert.Equal(0, await MarkedAsync(place, "second", 0, "docvqa"));
        Assert.Equal(SmallWorld.TestItems, await MarkedAsync(place, "second", 0, "ai2d"));
    }

    [Fact]
    public async Task Weights_with_another_image_processor_are_another_base_model()
    {
        using var copy = new CopiedWorld(world);
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        MarkKeptAnswers(place);
        var processor = Path.Combine(copy.Model, "preprocessor_config.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(processor))!;
        json["image_mean"] = new JsonArray(0.1, 0.2, 0.3);
        await File.WriteAllTextAsync(processor, json.ToJsonString());

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", $"model: {copy.Model}"));

        Assert.Equal(0, await MarkedAsync(place, "second", 0, "docvqa"));
    }

    [Fact]
    public async Task What_another_experiment_is_answering_comes_last_and_is_taken_from_it()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        MarkKeptAnswers(place);
        var kept = KeptAnswers(place, "timeclock");
        File.Move(kept, kept + ".away");
        var claim = FileLock.TryTake(kept + ".lock")!;
        var scored = new List<string>();

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", "settings: { recipe: llm }"), happened =>
        {
            if (happened is BenchmarkScored { Stage.Number: 0 } score)
            {
                scored.Add(score.Benchmark);
                if (scored.Count == SmallWorld.HeldOut.Length)
                {
                    File.Move(kept + ".away", kept);
                    claim.Dispose();
                }
            }
        });

        Assert.Equal("timeclock", scored[^1]);
        Assert.Equal(SmallWorld.TestItems, await MarkedAsync(place, "second", 0, "timeclock"));
    }

    [Fact]
    public async Task A_stop_ends_the_waiting_for_another_experiments_answers()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        using var claim = FileLock.TryTake(KeptAnswers(place, "timeclock") + ".lock");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(
            place.Experiment("second", "skills: [timeclock]"),
            happened =>
            {
                if (happened is BenchmarkScored { Stage.Number: 0, Benchmark: "docvqa" })
                {
                    stop.Cancel();
                }
            },
            stop.Token));

        Assert.IsType<ExperimentPaused>((await place.HistoryAsync("second"))[^1]);
    }

    private static string KeptAnswers(Workplace place, string benchmark) => Assert.Single(
        Directory.GetFiles(Path.Combine(place.Runs, ".answers"), $"{benchmark}-*.jsonl", SearchOption.AllDirectories));

    private static void MarkKeptAnswers(Workplace place)
    {
        var kept = Directory.GetFiles(Path.Combine(place.Runs, ".answers"), "*.jsonl", SearchOption.AllDirectories);
        Assert.Equal(1 + SmallWorld.HeldOut.Length, kept.Length);
        foreach (var file in kept)
        {
            var lines = File.ReadAllLines(file).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
            foreach (var line in lines.Skip(1))
            {
                line["reply"] = Mark;
            }

            File.WriteAllLines(file, lines.Select(line => line.ToJsonString()));
        }
    }

    private static async Task<int> MarkedAsync(Workplace place, string experiment, int stage, string benchmark)
    {
        var history = await place.HistoryAsync(experiment);
        var scored = history.OfType<BenchmarkScored>()
            .Single(scored => scored.Stage.Number == stage && scored.Benchmark == benchmark);
        var lines = File.ReadLines(place.PathOf(experiment, scored.Score.AnswersPath));
        return lines.Count(line => line.Contains(Mark, StringComparison.Ordinal));
    }
}
