using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Tests;

namespace LmmCl.Runs.Tests.Checks;

/// <summary>What is wrong with an experiment's validation is said before it begins.</summary>
[Collection(nameof(HostRuns))]
public sealed class ValidationCheckTests(FinishedExperiment finished) : IDisposable
{
    private readonly Workplace place = new(finished.World);

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("{ every: 1 }", "", "skill 'one' names no file to validate on")]
    [InlineData("{ share: 0.01, every: 1 }", "", "leaves none to validate on")]
    [InlineData("{ share: 0.99, every: 1 }", "", "leaves none to train on")]
    [InlineData("{ share: 0.5, every: 9 }", "", "it is 9, the stage of skill 'one' has 1 steps")]
    [InlineData("{ share: 0.5 }", "", "training.validation.every: must be at least 1")]
    [InlineData("{ share: 0.5, patience: 2 }", "", "training.validation.every: must be at least 1")]
    [InlineData("{ share: 1.5, every: 1 }", "", "training.validation.share: must be above 0 and below 1")]
    [InlineData("{ share: 0.5, every: 1, patient: 2 }", "", "training.validation.patient: there is no such setting. Did you mean 'patience'?")]
    [InlineData("{ share: 0.5, every: 1, keep: first }", "", "'first' is not a choice")]
    [InlineData("0.5", "", "training.validation: keys with values are expected here")]
    [InlineData("{ every: 1 }", "validation: none.json, ", "file 'none.json' does not exist")]
    [InlineData("{ every: 1 }", "validation: empty.json, ", "empty.json: the file has no records")]
    [InlineData("{ every: 1 }", "validation: broken.json, ", "broken.json: line 1: [0].conversations[0]")]
    [InlineData("{ share: 0.5, every: 1, score: true }", "scorer: ai2d, ", "Or measure the loss alone ('score: false')")]
    [InlineData("{ share: 0.5, every: 1, metric: score }", "scorer: ai2d, ", "training.validation scores its question")]
    public async Task Bad_settings_are_refused_before_anything_runs(string validation, string skill, string expected)
    {
        var file = Experiment(validation, skill);

        var error = await Assert.ThrowsAsync<InputException>(() => place.RunAsync(file));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(place.HasStore());
    }

    [Fact]
    public async Task Records_that_are_trained_on_too_and_further_questions_are_said_and_not_refused()
    {
        File.WriteAllText(
            Path.Combine(place.Root, "shared.json"),
            """
            [
              { "conversations": [ { "from": "human", "value": "q1" }, { "from": "gpt", "value": "a" } ] },
              { "conversations": [
                { "from": "human", "value": "q" }, { "from": "gpt", "value": "a" }, { "from": "human", "value": "r" }, { "from": "gpt", "value": "b" } ] }
            ]
            """);

        var typed = await Typed.CommandAsync(
            "run", Experiment("{ every: 1, score: true }", "validation: shared.json, "), "--dry-run", "--runs", place.Runs);

        Assert.True(typed.Code == 0, typed.Output + typed.Error);
        Assert.Contains("1 of its 2 records are in the training data of skill 'one' too", typed.Output, StringComparison.Ordinal);
        Assert.Contains("of 1 validation records with several questions, the first alone is scored", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_an_experiment_does_not_validate_on_is_not_read_by_it()
    {
        await place.RunAsync(Experiment(null, "validation: broken.json, "));

        Assert.Empty((await place.HistoryAsync()).OfType<ValidationMeasured>());
        var check = await Typed.CommandAsync("data", "check", Path.Combine(place.Root, "world.yaml"));
        Assert.Equal(2, check.Code);
        Assert.Contains("broken.json", check.Output + check.Error, StringComparison.Ordinal);
    }

    private static string Record(int number, string first = "human") =>
        $$"""{ "conversations": [ { "from": "{{first}}", "value": "q{{number}}" }, { "from": "gpt", "value": "a" } ] }""";

    private string Experiment(string? validation, string skill)
    {
        Write("train.json", [.. Enumerable.Range(0, 4).Select(number => Record(number))]);
        Write("test.json", Record(9));
        Write("empty.json");
        Write("broken.json", Record(0, first: "gpt"));
        var scorer = skill.Contains("scorer", StringComparison.Ordinal) ? "" : "scorer: exact, ";
        File.WriteAllText(
            Path.Combine(place.Root, "world.yaml"),
            $"skills:\n  - {{ id: one, train: train.json, {scorer}{skill}test: test.json }}\n");
        return place.Experiment(
            "small",
            $"world: {Path.Combine(place.Root, "world.yaml")}",
            "skills: [one]",
            "evaluation: { batch_size: 3, probe_samples: 0 }",
            $"training: {{ learning_rate: 0.01{(validation is null ? "" : $", validation: {validation}")} }}");
    }

    private void Write(string name, params string[] records) =>
        File.WriteAllText(Path.Combine(place.Root, name), $"[{string.Join(',', records)}]");
}
