using LmmCl.Events;

namespace LmmCl.Runs.Tests;

/// <summary>The probes that a file asks for are measured after every stage.</summary>
[Collection(nameof(HostRuns))]
public sealed class ProbeRunTests(FinishedExperiment finished)
{
    [Fact]
    public async Task A_limit_on_the_evaluation_leaves_the_probes_the_pictures_that_they_look_at()
    {
        using var place = new Workplace(finished.World);
        var probes = "probe_samples: 64, answer_token_samples: 64, layer_probe_samples: 16, output_shift_samples: 4";

        await place.RunInWorkerAsync(
            place.Experiment("small", "skills: [timeclock]", $"evaluation: {{ batch_size: 3, limit: 1, {probes} }}"));

        Assert.Contains(await place.HistoryAsync("small"), happened => happened is ExperimentCompleted);
    }

    [Fact]
    public async Task Answer_tokens_and_output_shift_are_measured_and_correlated_with_forgetting()
    {
        using var place = new Workplace(finished.World);
        var probes = "probe_samples: 0, answer_token_samples: 4, output_shift_samples: 4, layer_probe_samples: 2";
        await place.RunAsync(place.Experiment("small", "settings: { recipe: llm }", $"evaluation: {{ batch_size: 3, {probes} }}"));

        var measured = (await place.HistoryAsync()).OfType<ProbeMeasured>().ToLookup(probe => probe.Probe);

        Assert.Equal([0, 1, 2], measured["answer_token_bias"].Select(probe => probe.Stage.Number));
        Assert.All(measured["answer_token_bias"], probe =>
        {
            Assert.Equal(["pathvqa_share", "timeclock_share"], probe.Values.Keys.Order(StringComparer.Ordinal));
            Assert.All(probe.Values.Values, share => Assert.InRange(share, 0, 1));
        });
        Assert.Equal([1, 2], measured["output_shift"].Select(probe => probe.Stage.Number));
        Assert.All(measured["output_shift"], probe => Assert.All(
            probe.Values.Where(value => !value.Key.EndsWith("_positions", StringComparison.Ordinal)), value => Assert.True(value.Value > 0)));

        // Every answer of the taught skill is "yes": the trained model prefers that token everywhere.
        var yes = measured["answer_token_bias"].Select(probe => probe.Values["pathvqa_share"]).ToList();
        Assert.True(yes[1] > yes[0], $"{yes[0]} became {yes[1]}");

        var typed = await Typed.CommandAsync("probes", "small", "--runs", place.Runs, "--format", "csv");
        Assert.Equal(0, typed.Code);
        Assert.Contains("output_shift,heldout base to tuned,small,2,", typed.Output, StringComparison.Ordinal);
        Assert.Contains("layer_contribution,\"MLP, mean of layers\",small,1,", typed.Output, StringComparison.Ordinal);
    }
}
