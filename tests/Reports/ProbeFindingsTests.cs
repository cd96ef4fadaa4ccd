using LmmCl.Events;
using LmmCl.Reports.Findings;

namespace LmmCl.Reports.Tests;

public sealed class ProbeFindingsTests
{
    [Fact]
    public void A_probe_that_grows_with_forgetting_correlates_with_it()
    {
        var findings = ProbeFindings.Of([Report("llm", -50, 0.6), Report("sa_proj", -30, 0.4), Report("mlp_gate_up", -10, 0.2)]);

        var row = Assert.Single(findings.Rows);
        Assert.Equal("counting_bias", row.Probe);
        Assert.Equal(3, row.Points.Count);
        Assert.Equal(1, row.Correlation.Spearman!.Value, 9);
        Assert.Equal([50, 30, 10], row.Points.Select(point => Math.Round(point.Forgotten, 6)));
        Assert.Equal(0.5, row.Points[0].Value, 9);
    }

    [Fact]
    public void The_tokens_of_a_stage_are_those_of_its_own_skill()
    {
        var after = Probe(2, "answer_token_bias", ("birds_share", 0.9), ("clock_share", 0.3));
        var before = Probe(0, "answer_token_bias", ("birds_share", 0.1), ("clock_share", 0.1));

        var findings = ProbeFindings.Of([SampleSweep.Report("llm", 1e-3, 42, 10, -20, null, before, after)]);

        var own = Assert.Single(findings.Rows, row => row.Figure.StartsWith("the stage's own", StringComparison.Ordinal));
        Assert.Equal(0.2, Assert.Single(own.Points).Value, 9);
        Assert.Equal(0.8, findings.Rows.Single(row => row.Figure.Contains("of birds", StringComparison.Ordinal)).Points[0].Value, 9);
    }

    [Fact]
    public void Layers_are_compared_by_their_means_and_divergences_by_both_directions()
    {
        var layers = Probe(
            2, "layer_contribution", ("sa_mean_layer_0", 1), ("sa_mean_layer_1", 3), ("mlp_mean_layer_0", 5), ("mlp_mean_layer_1", 9));
        var shift = Probe(2, "output_shift", ("heldout_base_to_tuned", 0.5), ("heldout_positions", 70), ("task_base_to_tuned", 2));

        var findings = ProbeFindings.Of([SampleSweep.Report("llm", 1e-3, 42, 10, -20, null, layers, shift)]);

        Assert.Equal(
            [("MLP, mean of layers", 7.0), ("attention, mean of layers", 2.0), ("heldout base to tuned", 0.5), ("task base to tuned", 2.0)],
            findings.Rows.Select(row => (row.Figure, row.Points[0].Value)).OrderBy(row => row.Figure, StringComparer.Ordinal));
        Assert.All(findings.Rows, row => Assert.Null(row.Correlation.Pearson));
    }

    private static Families.ReportData Report(string recipe, double heldOut, double bias) => SampleSweep.Report(
        recipe,
        1e-3,
        42,
        10,
        heldOut,
        null,
        Probe(0, "counting_bias", ("avg_total_number_prob_mean", 0.1)),
        Probe(2, "counting_bias", ("avg_total_number_prob_mean", bias)));

    private static ProbeMeasured Probe(int stage, string probe, params (string Name, double Value)[] values) =>
        new(new(stage), probe, 1, values.ToDictionary(value => value.Name, value => value.Value), 8);
}
