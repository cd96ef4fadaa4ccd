using System.Text;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;
using static LmmCl.Reports.Formats.CsvText;

namespace LmmCl.Reports.Formats;

/// <summary>
/// A matched comparison as one flat table, numbers unrounded: a row per method, level and figure, then a row per experiment and figure.
/// </summary>
internal static class MatchedCsv
{
    private static readonly string[] columns =
    [
        "kind", "method", "experiment", "learning_rate", "seed", "learning", "figure", "value", "standard_deviation", "least", "most",
        "seeds", "seeds_of_method", "on_front_of_seed", "definition",
    ];

    internal static string Render(MatchedComparison matched)
    {
        var text = new StringBuilder();
        Row(text, columns);
        foreach (var front in matched.Fronts)
            foreach (var level in matched.Levels)
            {
                Level(text, front, level, "heldout_change_last", front.HeldOutAt(level));
                Level(text, front, level, "target_forgetting", front.TargetForgettingAt(level));
            }

        foreach (var method in matched.Methods)
            foreach (var (data, point) in method.Rates.SelectMany(rate => rate.Results))
            {
                Point(text, method, data, point, "heldout_change_last", point.HeldOut);
                Point(text, method, data, point, "target_forgetting", point.TargetForgetting);
            }

        return text.ToString();
    }

    private static void Level(StringBuilder text, MethodFront front, double level, string figure, SeedSpread spread) => Row(
        text,
        "level", front.Label, null, null, null, Number(level), figure,
        Number(spread.Mean), Number(spread.StandardDeviation), Number(spread.Least), Number(spread.Most),
        Number(spread.Count), Number(front.Seeds.Count), null, $"{LearningFront.Id} v{LearningFront.Version}");

    private static void Point(
        StringBuilder text, MethodFamily method, ReportData data, FrontPoint point, string figure, double? value) => Row(
        text,
        "point", method.Label, data.Stream, Number(data.Traits.LearningRate), Number(data.Traits.Seed), Number(point.Learning), figure,
        Number(value), null, null, null,
        null, null, method.IsOnFrontOfSeed(data, point) ? "true" : "false", null);
}
