using LmmCl.Events;

namespace LmmCl.Runs.Tests;

/// <summary>A method whose model is more than its parameters, and the probe that compares a stage's layers with the base model's.</summary>
[Collection(nameof(HostRuns))]
public sealed class MixtureRunTests(FinishedExperiment finished)
{
    private const int Layers = 3;

    private static readonly string[] experiment =
    [
        "method: MoE", "settings: { routing: top1 }", "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 2, max_steps: 3 }",
        "evaluation: { limit: 4, batch_size: 3, probe_samples: 0, layer_probe_samples: 4 }",
    ];

    [Fact]
    public async Task Every_stage_says_how_its_experts_were_used_and_in_which_layers_the_model_moved()
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment("small", experiment));
        var history = await place.HistoryAsync();

        var use = history.OfType<MethodMeasured>().Where(measured => measured.Name == "expert_use").ToList();
        Assert.Equal([1, 2], use.Select(measured => measured.Stage.Number));
        Assert.All(use, measured => Assert.Equal(Layers, measured.Values.Count));
        Assert.All(use.SelectMany(measured => measured.Values.Values), share => Assert.InRange(share, 0, 1));

        var probes = history.OfType<ProbeMeasured>().ToList();
        Assert.Equal([(1, "layer_contribution"), (2, "layer_contribution")], probes.Select(probe => (probe.Stage.Number, probe.Probe)));
        Assert.All(probes, probe => Assert.Equal((4, 2 * Layers), (probe.Samples, probe.Values.Count)));
        Assert.All(probes, probe => Assert.Equal(probe.Details, ContentHash.OfFile(place.PathOf("small", probe.DetailsPath!))));

        // The first attention reads what it read before; a mixture of one expert at a time is no longer the MLP.
        Assert.All(probes, probe => Assert.Equal(0, probe.Values["sa_mean_layer_0"], 1e-6));
        Assert.All(probes, probe => Assert.True(probe.Values["mlp_mean_layer_0"] > 1e-3));
    }

    [Fact]
    public async Task A_model_that_is_loaded_again_answers_as_the_one_that_was_just_trained()
    {
        using var whole = new Workplace(finished.World);
        using var stopped = new Workplace(finished.World);
        await whole.RunAsync(whole.Experiment("small", experiment));
        var file = stopped.Experiment("small", experiment);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.RunAsync(file, happened =>
        {
            if (happened is CheckpointWritten { Stage.Number: 1 })
            {
                stop.Cancel();
            }
        }, stop.Token));

        await stopped.RunAsync(file);

        (await Outcome.OfAsync(whole)).IsSameAs(await Outcome.OfAsync(stopped));
    }

    [Fact]
    public async Task Nothing_but_the_added_experts_changes()
    {
        using var place = new Workplace(finished.World);
        await place.RunAsync(place.Experiment("small", [.. experiment, "skills: [timeclock]"]));
        var history = await place.HistoryAsync();

        var verified = Assert.Single(history.OfType<ParametersVerified>());
        Assert.Empty(verified.Violations);
        Assert.Equal(verified.FrozenBefore, verified.FrozenAfter);
        var written = Assert.Single(history.OfType<CheckpointWritten>());
        Assert.Equal(0, written.Tensors);
        Assert.True(File.Exists(Path.Combine(place.PathOf("small", written.Path), "method", "experts.safetensors")));
    }
}
