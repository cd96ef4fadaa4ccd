using System.Text.Json;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>Number tokens, counting bias, output shift, layer contributions and correlations.</summary>
public sealed class ProbesSuite : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "probes";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder) => CaseFile.Read(folder).Select(item => Check(item, folder));

    private static GoldenCase Check(JsonElement item, string folder)
    {
        var (kind, name) = (item.Text("kind"), CaseFile.NameOf(item));
        GoldenCase Case(string tolerance, Func<GoldenOutcome> check) => new($"probes/{kind}", name, tolerance, check);
        return kind switch
        {
            "number-tokens" => Case("exact", () => NumberTokenCases.List(item)),
            "number-tokens-of-tokenizer" => Case("exact", () => NumberTokenCases.Tokenizer(item, folder)),
            "counting-bias" => Case(Closeness.Stated, () => CountingBiasCases.Sample(item, folder)),
            "counting-bias-aggregate" => Case(Closeness.Stated, () => CountingBiasCases.Aggregate(item)),
            "kl" => Case(Closeness.Stated, () => OutputShiftCases.Check(item, folder)),
            "correlation" => Case(FigureDifference.Stated, () => CorrelationCases.Check(item)),
            "layer-contribution" => Case(LayerContributionCases.Stated, () => LayerContributionCases.Check(item, folder)),
            _ => GoldenCase.NotCovered($"probes/{kind}", name, $"kind '{kind}' is not known"),
        };
    }
}
