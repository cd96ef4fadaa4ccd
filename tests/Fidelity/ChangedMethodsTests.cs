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
