using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>
/// Methods at equal learning: held-out change and target forgetting at each level, and the points that they are interpolated from.
/// </summary>
internal static class MatchedTables
{
    private const string NoLevel = "No two methods reach the same learning along their fronts: add learning rates.";

    private static readonly string[] Same = ["Read off at the same places of the same fronts."];

    internal static IReadOnlyList<ReportTable> Of(MatchedComparison matched)
    {
        var points = Points(matched);
        return matched.Levels.Count == 0
            ? [points with { Notes = [.. points.Notes, NoLevel, .. matched.Unmatched()] }]
            : [
                Levels(matched, "Held-out change at equal learning (points)", (front, level) => front.HeldOutAt(level), Notes(matched)),
                Levels(matched, "Target forgetting at equal learning (points)", (front, level) => front.TargetForgettingAt(level), Same),
                points,
            ];
    }

    private static ReportTable Levels(
        MatchedComparison matched, string title, Func<MethodFront, double, SeedSpread> figure, IReadOnlyList<string> notes) => new(
        title,
        [new("method", IsText: true), new("reaches"), .. matched.Levels.Select(level => new ReportColumn($"at {Figures.Change(level)}"))],
        [
            .. matched.Fronts.Select(front => new ReportRow(
                [new(front.Label, Strong: true), Range(front), .. matched.Levels.Select(level => Cell(matched, figure, front, level))])),
        ],
        notes);

    private static ReportCell Range(MethodFront front) =>
        front.CanBeMatched ? $"{Figures.Change(front.Lowest)} to {Figures.Change(front.Highest)}" : "";

    private static ReportCell Cell(MatchedComparison matched, Func<MethodFront, double, SeedSpread> figure, MethodFront front, double level)
    {
        var spread = figure(front, level);
        if (spread.Mean is null)
            return "";
        var seeds = spread.Count == front.Seeds.Count ? $"{spread.Count}" : $"{spread.Count} of {front.Seeds.Count}";
        var best = matched.Fronts.Max(other => figure(other, level).Mean) == spread.Mean;
        return new ReportCell($"{Spread(spread)} ({seeds})", best);
    }

    private static IReadOnlyList<string> Notes(MatchedComparison matched) =>
    [
        $"{LearningFront.Id} v{LearningFront.Version}: {LearningFront.Formula}.",
        "reaches: the learning that the front of some seed reaches. "
            + "±: standard deviation over seeds (least and most: --format csv or json); "
            + "in parentheses the seeds that reach the level. Bold: best at its level.",
        "Blank: outside of what the method's rates reach, nothing is extrapolated; "
            + "a method whose front begins above a level learns more than that all along it.",
        .. matched.Levels.Select(level => Reach(matched, level)),
        .. matched.Unmatched(),
        .. Unlike(matched),
    ];

    private static string Reach(MatchedComparison matched, double level)
    {
        var reaching = matched.Fronts.Where(front => front.Reaching(level) > 0).ToList();
        var complete = reaching.Count == matched.Fronts.Count && reaching.All(front => front.Reaching(level) == front.Seeds.Count);
        return $"At {Figures.Change(level)}: "
            + (complete ? "every seed of every method." : $"{reaching.Count} of {matched.Fronts.Count} methods.");
    }

    private static IEnumerable<string> Unlike(MatchedComparison matched)
    {
        if (matched.Unfinished.Count > 0)
            yield return $"Not finished and left out: {string.Join(", ", matched.Unfinished.Select(data => data.Stream))}.";
        if (matched.Methods.Any(method => method.Experiments.Select(data => data.Traits.World).Distinct().Count() > 1))
            yield return "Seeds have worlds of their own: the spread is that of the pictures too.";
        if (matched.Methods.Select(method => string.Join(' ', method.Seeds)).Distinct().Count() > 1)
            yield return "The methods differ in their seeds.";
    }

    private static ReportTable Points(MatchedComparison matched) => new(
        "The points of the fronts (means over seeds, points)",
        [
            new("method", IsText: true), new("rate"), new("seeds"), new("learning"), new("held-out last"), new("target forgetting"),
            new("on the front of all", IsText: true),
        ],
        [
            .. matched.Methods.SelectMany(method => method.Rates.Select((result, index) => new ReportRow(
                [
                    new(index == 0 ? method.Label : "", Strong: true),
                    result.Rate is { } rate ? ExperimentTraits.Say(rate) : Figures.Missing,
                    result.Results.Count.ToString(CultureInfo.InvariantCulture),
                    Spread(result.Learning),
                    Spread(result.HeldOut),
                    Spread(result.TargetForgetting),
                    matched.IsOnFrontOfAll(result) ? "yes" : "",
                ],
                StartsGroup: index == 0))),
        ],
        ["On the front of all: no other result of the table learns as much and forgets less, or forgets as little and learns more."]);

    private static string Spread(SeedSpread spread) =>
        Figures.Change(spread.Mean) + (spread.StandardDeviation is { } deviation ? $" ± {Figures.Percent(deviation)}" : "");
}
