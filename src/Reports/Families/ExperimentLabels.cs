using System.Globalization;

namespace LmmCl.Reports.Families;

/// <summary>
/// Short labels for the experiments of a comparison: the method, and whichever of order, rate and seed distinguish it from others of the
/// same method.
/// </summary>
internal static class ExperimentLabels
{
    /// <summary>The label of one experiment within a comparison.</summary>
    internal static string Of(ReportData data, IReadOnlyList<ReportData> experiments)
    {
        var namesakes = experiments.Where(other => other.Recipe == data.Recipe).ToList();
        if (namesakes.Count < 2)
        {
            return data.Recipe;
        }

        var label = Distinguished(data, namesakes);
        return namesakes.Count(other => Distinguished(other, namesakes) == label) > 1 ? $"{data.Recipe} ({data.Stream})" : label;
    }

    private static string Distinguished(ReportData data, List<ReportData> namesakes)
    {
        var parts = new List<string> { data.Recipe };
        var traits = data.Traits;
        if (namesakes.Any(other => other.Traits.Order != traits.Order))
            parts.Add(traits.Order);
        if (traits.LearningRate is { } rate && namesakes.Any(other => other.Traits.LearningRate != rate))
            parts.Add(ExperimentTraits.Say(rate));
        if (traits.Seed is { } seed && namesakes.Any(other => other.Traits.Seed != seed))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        return string.Join(", ", parts);
    }
}
