using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class BaseAnswersTests(FinishedExperiment finished)
{
    private const string Mark = "an answer that no model gives";
    private const string OtherRecipe = "settings: { recipe: llm }";

    private readonly SmallWorld world = finished.World;

    [Fact]
    public async Task A_second_recipe_takes_the_base_models_answers_and_asks_for_its_own()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", OtherRecipe));

        var scored = (await place.HistoryAsync("first")).OfType<BenchmarkScored>().Where(scored => scored.Stage == StageId.Base);
        Assert.Equal(
            scored.Select(scored => (scored.Benchmark, scored.Score.Answers, "first")),
            (await TakenAsync(place)).Select(taken => (taken.Benchmark, taken.Answers, taken.From)));
        Assert.Empty((await place.HistoryAsync("first")).OfType<AnswersTaken>());
    }

    [Fact]
    public async Task A_worker_asks_its_host_for_what_the_log_knows()
    {
        using var place = new Workplace(world);
        await place.RunInWorkerAsync(place.Experiment("first", "skills: [timeclock]"));

        await place.RunInWorkerAsync(place.Experiment("second", "skills: [timeclock]", OtherRecipe));

        Assert.Equal(1 + SmallWorld.HeldOut.Length, (await TakenAsync(place)).Count);
    }

    [Fact]
    public async Task Kept_answers_that_were_altered_are_asked_for_again()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        MarkKeptAnswers(place);

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", OtherRecipe));

        Assert.Empty(await TakenAsync(place));
        await HasTheFirstsAnswersAsync(place);
    }

    [Fact]
    public async Task Answers_that_are_planted_before_the_first_run_are_asked_for()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        using var other = new Workplace(world);
        SmallWorld.Copy(Path.Combine(place.Runs, ".answers"), Path.Combine(other.Runs, ".answers"));
        MarkKeptAnswers(other);

        await other.RunAsync(other.Experiment("small", "skills: [timeclock]"));

        Assert.Equal(
            (await Outcome.OfAsync(place, "first")).Scores,
            (await Outcome.OfAsync(other)).Scores);
    }

    [Fact]
    public async Task Recorded_answers_to_other_pictures_are_not_taken_under_the_name_of_these()
    {
        using var copy = new CopiedWorld(world);
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]", $"world: {copy.Short}"));
        var kept = KeptAnswers(place, "docvqa");
        string Picture(string benchmark) => Path.Combine(copy.Folder, benchmark, "images", "test-00000.png");
        File.Copy(Picture("timeclock"), Picture("docvqa"), overwrite: true);
        await place.RunAsync(place.Experiment("third", "skills: [timeclock]", $"world: {copy.Short}"));
        var ofThese = Directory.GetFiles(Path.GetDirectoryName(kept)!, "docvqa-*.jsonl").Single(file => file != kept);
        File.Copy(kept, ofThese, overwrite: true);

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", OtherRecipe, $"world: {copy.Short}"));

        Assert.DoesNotContain(await TakenAsync(place), taken => taken.Benchmark == "docvqa");
        Assert.Contains(await TakenAsync(place), taken => taken is { Benchmark: "ai2d" });
    }

    [Fact]
    public async Task Another_picture_under_the_same_name_is_another_question()
    {
        using var copy = new CopiedWorld(world);
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]", $"world: {copy.Short}"));
        string Picture(string benchmark) => Path.Combine(copy.Folder, benchmark, "images", "test-00000.png");
        File.Copy(Picture("timeclock"), Picture("docvqa"), overwrite: true);

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", $"world: {copy.Short}"));

        Assert.Equal(["ai2d", "timeclock"], (await TakenAsync(place)).Select(taken => taken.Benchmark).Order());
    }

    [Fact]
    public async Task Weights_with_another_image_processor_are_another_base_model()
    {
        using var copy = new CopiedWorld(world);
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
        var processor = Path.Combine(copy.Model, "preprocessor_config.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(processor))!;
        json["image_mean"] = new JsonArray(0.1, 0.2, 0.3);
        await File.WriteAllTextAsync(processor, json.ToJsonString());

        await place.RunAsync(place.Experiment("second", "skills: [timeclock]", $"model: {copy.Model}"));

        Assert.Empty(await TakenAsync(place));
    }

    [Fact]
    public async Task What_another_experiment_is_answering_comes_last_and_is_taken_from_it()
    {
        using var place = new Workplace(world);
        await place.RunAsync(place.Experiment("first", "skills: [timeclock]"));
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
        Assert.Contains(await TakenAsync(place), taken => taken.Benchmark == "timeclock");
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

    private static async Task<List<AnswersTaken>> TakenAsync(Workplace place) =>
        [.. (await place.HistoryAsync("second")).OfType<AnswersTaken>()];

    private static async Task HasTheFirstsAnswersAsync(Workplace place)
    {
        var (first, second) = (await Outcome.OfAsync(place, "first"), await Outcome.OfAsync(place, "second"));
        Assert.Equal(first.Scores.Where(score => score.Stage == 0), second.Scores.Where(score => score.Stage == 0));
    }
}
