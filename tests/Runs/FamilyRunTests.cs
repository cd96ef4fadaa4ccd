using LmmCl.Events;
using LmmCl.Host;

namespace LmmCl.Runs.Tests;

/// <summary>Every family goes the ordinary way: a run trains, evaluates and probes a tiny checkpoint of it with every method.</summary>
[Collection(nameof(HostRuns))]
public sealed class FamilyRunTests(FinishedExperiment finished)
{
    private const long AttentionOfTheLlama = 3 * ((2 * 64 * 64) + (2 * 32 * 64));
    private const long AttentionOfTheQwen = AttentionOfTheLlama + (3 * (64 + 32 + 32));

    [Theory]
    [InlineData("llava_next", AttentionOfTheLlama)]
    [InlineData("qwen2_5_vl", AttentionOfTheQwen)]
    public async Task A_family_is_trained_evaluated_and_probed(string family, long trained)
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment("small", $"model: {Model(family)}", "settings: { recipe: sa_proj }"));

        var history = await place.HistoryAsync();

        Assert.All(history.OfType<ParametersSelected>(), selected => Assert.Equal(trained, selected.Trained));
        Assert.All(history.OfType<ParametersVerified>(), verified =>
        {
            Assert.Empty(verified.Violations);
            Assert.Equal(verified.TrainedTensors, verified.ChangedTensors);
        });
        Assert.Equal(3 * 4, history.OfType<BenchmarkScored>().Count());
        Assert.Equal(3, history.OfType<ProbeMeasured>().Count());
        Assert.IsType<ExperimentCompleted>(history[^1]);
    }

    [Theory]
    [InlineData("llava_next", "LoRA", "{ rank: 4, alpha: 8, targets: mlp, between_stages: merge }")]
    [InlineData("qwen2_5_vl", "LoRA", "{ rank: 4, alpha: 8, targets: mlp_gate_up, between_stages: stack }")]
    [InlineData("qwen2_5_vl", "LwF", "{ recipe: llm }")]
    [InlineData("llava_next", "WiSEFT", "{ recipe: vision_and_projector }")]
    [InlineData("qwen2_5_vl", "MoE", "{ }")]
    public async Task A_method_works_on_every_family(string family, string method, string settings)
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment(
            "small",
            $"model: {Model(family)}",
            $"method: {method}",
            $"settings: {settings}",
            "skills: [pathvqa]",
            "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 1 }"));

        var history = await place.HistoryAsync();

        Assert.All(history.OfType<ParametersVerified>(), verified => Assert.Empty(verified.Violations));
        Assert.Single(history.OfType<CheckpointWritten>());
        Assert.IsType<ExperimentCompleted>(history[^1]);
    }

    private static string Model(string family) => Path.Combine(HostFolders.Goldens, "families", family, "checkpoint");
}
