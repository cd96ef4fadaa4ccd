using System.Text.Json.Nodes;

namespace LmmCl.Fidelity.Tests;

/// <summary>The suite of methods can fail: what is expected is changed, and the case says so.</summary>
public sealed class ChangedMethodsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("goldens-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("lwf-1-T2-answer", "temperature", "1.1", "total_loss")]
    [InlineData("lwf-1-T2-answer", "distillation_loss", "0.9", "distillation_loss")]
    [InlineData("lwf-1-T2-all", "positions", "[0, 1, 2]", "positions: expected 3")]
    [InlineData("lwf-1-T2-all", "gradient", "\"lwf-1-T2-answer/gradient\"", "gradient: differs")]
    [InlineData("lwf-positions-00035", "positions", "[0, 1, 2, 12, 21, 33, 34]", "positions: expected 7")]
    [InlineData("wise-0-alpha-0.1", "weight_of_previous", "0.11", "differs")]
    [InlineData("wise-0-alpha-0.1", "trained", "[\"model.norm.weight\"]", "differs")]
    [InlineData("wise-2-alpha-0.1", "frozen_keys_that_the_published_merge_changes", "[]", "not expected model")]
    [InlineData("wise-chain", "alpha", "0.2", "differs")]
    [InlineData("wise-chain", "frozen_entries_changed_by_the_published_chain", "0", "27 frozen entries changed")]
    [InlineData("wise-refusal-weights-not-one", "as_published_error", "null", "is refused")]
    [InlineData("wise-refusal-weights-nearly-one", "as_published_error", "\"ValueError\"", "is not refused")]
    [InlineData("moe-0-as-published-router-top2", "training_mode", "\"combined\"", "gradient of hidden_states: differs")]
    [InlineData("moe-0-as-published-router-top2", "auxiliary_loss", "0.7056", "auxiliary_loss: differs")]
    [InlineData("moe-0-as-published-evaluation-top1", "top_k", "2", "output: differs")]
    [InlineData("moe-0-as-published-router-top2", "parameters_without_gradient", "[]", "without gradient: [tuned_expert")]
    [InlineData("moe-0-default-top1", "mode", "\"soft\"", "output: differs")]
    [InlineData(
        "moe-0-default-top1",
        "routing_weights",
        "\"moe-0-as-published-evaluation-top1/routing_weights\"",
        "routing weights: differs")]
    [InlineData("moe-0-default-top1", "chosen", "[0, 0, 0, 1, 0]", "chosen: 0 1 0 1 0")]
    [InlineData("moe-0-default-top1", "load_balancing_loss", "1.0250", "load-balancing loss: differs")]
    [InlineData("moe-0-default-top1", "fraction_routed", "[0.59, 0.41]", "expert use against fraction_routed: differs")]
    [InlineData("moe-gate-init-2", "as_published_bias_is_set_to", "[2.0, 2.0]", "bias: differs")]
    [InlineData("moe-gate-init-0", "top_k_is_capped_at", "1", "more experts than there are: differs")]
    [InlineData("lora-published-targets", "as_published", "[\"lm_head\"]", "adapted: model.layers.0.mlp.down_proj")]
    public void A_case_whose_expectation_is_changed_fails(string name, string field, string value, string because)
    {
        var suite = Directory.CreateDirectory(Path.Combine(folder, "methods")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(GoldenFolders.Compact, "methods")))
        {
            File.Copy(file, Path.Combine(suite, Path.GetFileName(file)));
        }

        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(suite, "cases.json")))!.AsArray();
        var changed = cases.Single(item => (string?)item!["name"] == name)!.DeepClone();
        changed[field] = JsonNode.Parse(value);
        File.WriteAllText(Path.Combine(suite, "cases.json"), new JsonArray(changed).ToJsonString());

        var row = Assert.Single(new GoldenRun(GoldenSuites.With(Methods.Create)).Run(folder, "methods"));

        Assert.Equal((1, 1), (row.Cases, row.Failed));
        Assert.Contains(because, Assert.Single(row.Failures), StringComparison.Ordinal);
    }
}
