using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Host.Composition;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Tests.Checks;

/// <summary>What can be known without a forward pass is said before an experiment begins.</summary>
[Collection(nameof(HostRuns))]
public sealed class ExperimentCheckTests(FinishedExperiment finished)
{
    private const string Skill = "  - { id: ID, train: TRAIN, test: test.json, scorer: exact }";

    [Theory]
    [InlineData("""{ "conversations": [ { "from": "gpt", "value": "a" }, { "from": "human", "value": "q" } ] }""", "line 1: [0].conversations[0]")]
    [InlineData("""{ "image": "none.png", "conversations": [ { "from": "human", "value": "<image>q" }, { "from": "gpt", "value": "a" } ] }""", "'none.png' does not exist")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "a <|im_end|>" } ] }""", "control token")]
    [InlineData("", "the file has no records")]
    public async Task A_mistake_in_the_last_skill_is_said_before_anything_runs(string record, string expected)
    {
        using var place = new Workplace(finished.World);
        File.WriteAllText(Path.Combine(place.Root, "last.json"), $"[{record}]");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(Experiment(place, [("one", "good.json"), ("two", "last.json")])));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(place.HasStore());
    }

    [Fact]
    public async Task A_record_longer_than_the_models_positions_is_refused_with_both_numbers()
    {
        using var place = new Workplace(finished.World);
        var text = string.Join(' ', Enumerable.Repeat("word", CheckpointFolder.Open(finished.World.Model).Positions!.Value));
        File.WriteAllText(
            Path.Combine(place.Root, "long.json"),
            $$"""[ { "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "{{text}}" } ] } ]""");

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(Experiment(place, [("one", "long.json")])));

        Assert.True(error.Message.Contains("the longest row has ", StringComparison.Ordinal), error.Message[..Math.Min(400, error.Message.Length)]);
    }

    [Fact]
    public async Task A_skill_that_is_there_twice_is_refused()
    {
        using var place = new Workplace(finished.World);
        var file = Experiment(place, [("one", "good.json"), ("two", "good.json")], "skills: [one, two, one]");

        Assert.Contains("'one' is there 2 times", (await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file))).Message);
    }

    [Fact]
    public async Task A_recipe_that_no_gradient_can_reach_is_refused()
    {
        using var place = new Workplace(finished.World);
        var file = Experiment(place, [("one", "good.json")], "settings: { recipe: vision_tower }");

        Assert.Contains("no gradient can reach it", (await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file))).Message);
    }

    [Fact]
    public async Task A_stage_of_one_step_is_trained_at_its_whole_rate()
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(Experiment(place, [("one", "good.json")], "training: { learning_rate: 0.01 }"));

        var history = await place.HistoryAsync();
        Assert.True(Assert.Single(history.OfType<ParametersVerified>()).ChangedTensors > 0);
        Assert.Equal(ExperimentRules.Current, ExperimentRules.Of(history.OfType<ExperimentStarted>().Single()));
    }

    [Fact]
    public async Task A_path_in_settings_is_meant_from_the_experiments_file()
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(Experiment(
            place, [("one", "good.json")], "experiment: first", "method: LoRA", "settings: { rank: 2, targets: mlp, between_stages: continue }"));
        Directory.Move(RunFolder.Of(place.Runs, "first").MethodState(new StageId(1)), Path.Combine(place.Root, "adapter"));

        await place.RunAsync(Experiment(place, [("one", "good.json")], "experiment: second", "method: LoRA", "settings: { adapter: adapter }"));

        var begun = (await place.HistoryAsync("second")).OfType<ExperimentStarted>().Single();
        Assert.Equal("adapter", JsonNode.Parse(begun.SpecJson)!["settings"]!["adapter"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_found_in_order_is_checked_again_only_after_a_change()
    {
        using var place = new Workplace(finished.World);
        var picture = Path.Combine(place.Root, "one.png");
        File.Copy(Directory.GetFiles(Path.Combine(finished.World.Root, "world", "timeclock", "images"), "*.png")[0], picture);
        File.SetLastWriteTimeUtc(picture, DateTime.UtcNow.AddMinutes(-1));
        var file = Experiment(place, [("one", "pictured.json")]);
        File.WriteAllText(
            Path.Combine(place.Root, "pictured.json"),
            """[ { "image": "one.png", "conversations": [ { "from": "human", "value": "<image>q" }, { "from": "gpt", "value": "a" } ] } ]""");
        File.Copy(Path.Combine(place.Root, "pictured.json"), Path.Combine(place.Root, "test.json"), overwrite: true);
        Directory.CreateDirectory(place.Runs);

        var first = await CheckAsync(place, file);
        Assert.Equal(["checking the pictures of pictured.json", "checking the pictures of test.json"], first.Begun);
        var second = await CheckAsync(place, file);
        Assert.Empty(second.Begun);
        Assert.Equal(first.Findings, second.Findings);

        File.AppendAllText(file, "seed: 5\n");
        Assert.NotEmpty((await CheckAsync(place, file)).Begun);
        File.WriteAllBytes(picture, File.ReadAllBytes(picture)[..^30]);
        Assert.Contains(
            (await CheckAsync(place, file)).Findings,
            finding => finding.Contains("'one.png' cannot be used", StringComparison.Ordinal));
        File.Delete(picture);
        Assert.Contains((await CheckAsync(place, file)).Findings, finding => finding.Contains("does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_are_not_recorded_are_the_first_ones()
    {
        var spec = new ExperimentSpec { Experiment = "x", Label = "x", Model = "m", World = "w" };

        Assert.Equal(ExperimentRules.First, spec.Rules);
    }

    private static async Task<(List<string> Begun, List<string> Findings)> CheckAsync(Workplace place, string file)
    {
        await using var services = HostServices.Describe(HostSettings.From(place.Runs, null, null)).BuildServiceProvider();
        var plan = ExperimentPlan.Create(
            ExperimentFile.Read(file), place.Runs, services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());
        var titles = new Titles();
        var findings = await services.GetRequiredService<ExperimentCheck>().FindAsync(plan, titles, CancellationToken.None);
        return (titles.Begun, [.. findings.Select(finding => finding.ToString())]);
    }

    private static string Experiment(Workplace place, (string Id, string Train)[] skills, params string[] lines)
    {
        const string record = """{ "conversations": [ { "from": "human", "value": "How many?" }, { "from": "gpt", "value": "3" } ] }""";
        File.WriteAllText(Path.Combine(place.Root, "good.json"), $"[{string.Join(',', Enumerable.Repeat(record, 8))}]");
        File.WriteAllText(Path.Combine(place.Root, "test.json"), $"[{record}]");
        var entries = skills.Select(skill => Skill.Replace("ID", skill.Id, StringComparison.Ordinal).Replace("TRAIN", skill.Train, StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(place.Root, "world.yaml"), ["skills:", .. entries]);
        var chosen = $"skills: [{string.Join(", ", skills.Select(skill => skill.Id))}]";
        return place.Experiment(
            "small",
            [$"world: {Path.Combine(place.Root, "world.yaml")}", chosen, "evaluation: { batch_size: 3, probe_samples: 0 }", .. lines]);
    }

    private sealed class Titles : IWorkProgress
    {
        public List<string> Begun { get; } = [];

        public void Begin(string title, int total, int done = 0) => Begun.Add(title);

        public void Report(int done, string detail = "")
        {
        }

        public void End(string sentence)
        {
        }
    }
}
