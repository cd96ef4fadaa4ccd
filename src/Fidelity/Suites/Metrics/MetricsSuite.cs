using System.Text.Json;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Metrics;

/// <summary>Learning, forgetting, recovery and standard errors.</summary>
public sealed class MetricsSuite : IGoldenSuite
{
    /// <inheritdoc/>
    public string Name => "metrics";

    /// <inheritdoc/>
    public IEnumerable<GoldenCase> Cases(string folder) => CaseFile.Read(folder).Select(Check);

    private static GoldenCase Check(JsonElement item)
    {
        var kind = item.Text("kind");
        Func<JsonElement, GoldenOutcome>? check = kind switch
        {
            "matrix" => MatrixCases.Check,
            "stderr-accuracy" => StandardErrorCases.Accuracy,
            "stderr-paired" => StandardErrorCases.Paired,
            _ => null,
        };
        return check is null
            ? GoldenCase.NotCovered($"metrics/{kind}", CaseFile.NameOf(item), $"kind '{kind}' is not known")
            : new($"metrics/{kind}", CaseFile.NameOf(item), FigureDifference.Stated, () => check(item));
    }
}
