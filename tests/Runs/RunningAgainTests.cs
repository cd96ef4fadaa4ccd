using LmmCl.Abstractions;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class RunningAgainTests(FinishedExperiment finished)
{
    [Fact]
    public async Task A_finished_experiment_is_not_run_again_and_its_history_stays_as_it_is()
    {
        var before = await finished.Place.HistoryAsync();

        await finished.Place.RunAsync(finished.File);

        Assert.Equal(before.Count, (await finished.Place.HistoryAsync()).Count);
    }

    [Theory]
    [InlineData(
        "training: { learning_rate: 0.001, effective_batch: 4, micro_batch: 4, epochs: 3 }",
        "training.learning_rate was 0.01, now it is 0.001")]
    [InlineData(
        "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3, clip: 0.5 }",
        "training.clip was 1, now it is 0.5")]
    [InlineData("settings: { recipe: llm }", "settings.recipe was \"sa_proj\", now it is \"llm\"")]
    [InlineData("skills: [timeclock, pathvqa]", "skills was [\"pathvqa\",\"timeclock\"], now it is [\"timeclock\",\"pathvqa\"]")]
    [InlineData("evaluation: { batch_size: 3, probe_samples: 0 }", "evaluation.probe_samples was 4, now it is 0")]
    public async Task Another_specification_under_the_same_name_is_refused_and_the_field_is_named(string line, string difference)
    {
        using var other = new Workplace(finished.World);
        var file = other.Experiment("small", line);

        var error = await Assert.ThrowsAsync<InputException>(() => finished.Place.RunAsync(file));

        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
        Assert.Contains("'small'", error.Message, StringComparison.Ordinal);
    }
}
