using System.Text.Json;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Scorers;

/// <summary>Prompts, scores and aggregation of the benchmarks, as published and as intended.</summary>
public sealed class ScorersSuite : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "scorers";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder) => CaseFile.Read(folder).SelectMany(Checks);

    private static IEnumerable<GoldenCase> Checks(JsonElement item) => item.GetProperty("kind").GetString() switch
    {
        "sample" => SampleCases.Of(item),
        "normalise" => [NormaliseCases.Of(item)],
        "prompt" => [PromptCases.Of(item)],
        "aggregate" => [AggregateCases.Of(item)],
        var kind => [GoldenCase.NotCovered($"scorers/{kind}", CaseFile.NameOf(item), $"kind '{kind}' is not known")],
    };
}
