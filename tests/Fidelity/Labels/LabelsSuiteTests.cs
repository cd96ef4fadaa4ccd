using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites.Labels;

namespace LmmCl.Fidelity.Tests.Labels;

/// <summary>The suite passes right expectations and fails wrong ones.</summary>
public sealed class LabelsSuiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("first:2", """{ "ids": ["s000", "s001"], "count": 2 }""", Verdict.Passed)]
    [InlineData("first:2", """{ "ids": ["s000"], "count": 1 }""", Verdict.Failed)]
    [InlineData("random:2", """{ "ids": null, "count": 2 }""", Verdict.Passed)]
    [InlineData("random:2", """{ "ids": null, "count": 3 }""", Verdict.Failed)]
    [InlineData("last:2", "null", Verdict.Passed)]
    [InlineData("first:2", "null", Verdict.Failed)]
    public void A_wrong_choice_or_a_missing_refusal_fails(string strategy, string expected, Verdict verdict)
    {
        var sampling = $$"""
            { "name": "x", "kind": "sampling", "n": 3, "strategy": "{{strategy}}", "as_published": {{expected}}, "default": {{expected}} }
            """;

        Assert.Equal(verdict, Only(sampling).Check().Verdict);
    }

    [Theory]
    [InlineData(1, Verdict.Passed)]
    [InlineData(0, Verdict.Failed)]
    public void One_position_of_a_mask_decides_a_batch(int mask, Verdict verdict)
    {
        const string row = """{ "name": "row", "kind": "other", "as_published": { "input_ids": [7, 0], "labels": [-100, 0] } }""";
        var batch = $$"""
            { "name": "x", "kind": "collate", "rows": ["row"], "padding_side": "right", "model_max_length": 9, "pad_token_id_used": 0,
              "as_published": { "input_ids": [[7, 0]], "labels": [[-100, 0]], "attention_mask": [[1, 0]] },
              "default_attention_mask": [[1, {{mask}}]] }
            """;

        Assert.Equal(verdict, Cases($"{row}, {batch}")[1].Check().Verdict);
    }

    [Theory]
    [InlineData("""{ "name": "x", "kind": "packing" }""")]
    [InlineData("""{ "name": "x", "kind": "labels", "family": "gemma" }""")]
    public void An_unknown_kind_or_family_is_listed_and_never_passed(string entry) =>
        Assert.Equal(Verdict.NotCovered, Only(entry).Check().Verdict);

    private GoldenCase Only(string entry) => Assert.Single(Cases(entry));

    private List<GoldenCase> Cases(string entries)
    {
        File.WriteAllText(Path.Combine(folder, "cases.json"), $"[{entries}]");
        return [.. new LabelsSuite().Cases(folder)];
    }
}
