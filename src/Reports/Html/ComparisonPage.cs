using System.Text;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Modeling.Files;
using LmmCl.Reports.Families;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Html;

/// <summary>
/// A self-contained HTML page about some experiments: no scripts, no external resources, light and dark mode, and the values of every chart
/// also in a table.
/// </summary>
public static class ComparisonPage
{
    /// <summary>Writes the page; an existing one is replaced atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="experiments">One or more experiments; those of a method that differ in rate or seed share its colour.</param>
    public static void Write(string path, IReadOnlyList<ReportData> experiments) =>
        DurableFile.Write(path, Encoding.UTF8.GetBytes(Render(experiments)));

    /// <summary>Renders the page as text.</summary>
    public static string Render(IReadOnlyList<ReportData> experiments)
    {
        ArgumentOutOfRangeException.ThrowIfZero(experiments.Count);
        string Label(ReportData data) => ComparisonTable.Label(data, experiments);
        var methods = MethodFamily.Of(experiments);
        int Colour(ReportData data) => methods.First(method => method.Experiments.Contains(data)).Index;
        var title = experiments.Count == 1 ? $"What {Label(experiments[0])} learned and forgot" : "What was learned, what was forgotten";
        var html = new StringBuilder(Head(title));
        html.Append($"<h1>{Svg.Text(title)}</h1><p class=\"lede\">{Lede(experiments)}</p>");
        Section(
            html,
            "Held-out ability over the stages",
            $"Average score of the {experiments[0].Accuracy.HeldOut.Count} held-out benchmarks in percent, "
            + "before anything is taught (base) and after each skill. Whiskers: one standard error.",
            HeldOutChart.Render(experiments, Label, Colour));
        Section(
            html,
            "Learning against forgetting",
            "Percentage points. Negative held-out or target figures are forgotten ability.",
            ComparisonSection.Render(experiments, Label, Colour));
        if (experiments.Count > 1)
            Section(
                html,
                "The trade-off",
                "Each finished experiment's mean learning per skill against what it did to the held-out average at the end: "
                + "up and to the right is better.",
                TradeOffChart.Render(methods));
        Section(
            html,
            "At equal learning",
            "Each method's held-out change and target forgetting where its front over learning rates passes a level of learning.",
            Matched(experiments));
        Section(
            html,
            "Every score",
            "Percent after each stage. Colour is the change from the base model.",
            ColourScale(experiments) + Maps(experiments, Label));
        var legend = Legend(experiments, Label, Colour);
        Section(
            html,
            "Training loss",
            "By optimiser step; long stages as means of neighbouring steps.",
            Charts(legend, LearningCurveCharts.Render(experiments, Label, Colour)));
        Section(
            html,
            "Probes",
            "Measurements that are not scores, by stage or by layer.",
            Charts(legend, ProbeCharts.Render(experiments, Label, Colour)));
        html.Append(Footer(experiments)).Append("</main></body></html>\n");
        return html.ToString();
    }

    private static string Head(string title) =>
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
        + $"<title>{Svg.Text(title)}</title><style>{Style()}</style></head><body><main>";

    private static void Section(StringBuilder html, string title, string explanation, string content)
    {
        if (content.Length > 0)
            html.Append($"<section><h2>{Svg.Text(title)}</h2><p>{Svg.Text(explanation)}</p>{content}</section>");
    }

    private static string Matched(IReadOnlyList<ReportData> experiments)
    {
        var matched = MatchedComparison.Of(experiments, null);
        return matched.Levels.Count == 0 ? "" : string.Concat(MatchedTables.Of(matched).Select(TableSection.Render));
    }

    private static string Charts(string legend, string charts) => charts.Length == 0 ? "" : $"{legend}<div class=\"charts\">{charts}</div>";

    private static string Legend(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label, Func<ReportData, int> colour) =>
        $"<ul class=\"legend\">{string.Concat(experiments.Select(data => Entry(label(data), colour(data))))}</ul>";

    private static string Entry(string label, int colour) => $"<li>{ComparisonSection.Swatch(colour)}{Svg.Text(label)}</li>";

    private static string ColourScale(IReadOnlyList<ReportData> experiments) =>
        $"<div class=\"scale\"><span>−{HeatMap.FullColour} or less</span><i></i><span>+{HeatMap.FullColour} or more</span>"
        + $"<span class=\"taught\"></span><span>skill taught in this stage</span>{DaggerKey(experiments)}</div>";

    private static string Maps(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label)
    {
        var length = experiments.Any(data => data.Stages.Count > 7) ? " long" : "";
        return $"<div class=\"maps{length}\">{string.Concat(experiments.Select(data => HeatMap.Render(data, label(data))))}</div>";
    }

    private static string Lede(IReadOnlyList<ReportData> experiments)
    {
        var first = experiments[0];
        var skills = string.Join(", then ", first.Scores.Stages.Select(stage => $"<b>{Svg.Text(stage.Skill)}</b>"));
        var started = first.Summary.Specification;
        var seeds = experiments.Select(data => data.Traits.Seed).OfType<long>().Distinct().ToList();
        var model = started is null
            ? ""
            : $" Base model {Svg.Text(started.BaseModel)}, seed{(seeds.Count > 1 ? "s" : "")} {string.Join(", ", seeds)}.";
        var moment = string.Concat(ReportHeader.Moment(experiments).Select(asOf => $" As of {Svg.Text(asOf.Value)}."));
        var unequal = Svg.Text(string.Join(" ", ComparisonTable.Unequal(experiments)));
        return $"{Count(experiments.Count)} taught {skills}; {first.Scores.Benchmarks.Count} benchmarks measured after every stage."
            + $"{model}{moment} {unequal}";
    }

    private static string Count(int experiments) => experiments == 1 ? "One experiment" : $"{experiments} experiments";

    private static string DaggerKey(IReadOnlyList<ReportData> experiments)
    {
        var cells = experiments.SelectMany(data => data.Scores.Rows.Values).SelectMany(row => row.Values).ToList();
        return (cells.Any(cell => cell.PublishedDiffers) ? "<span>† the published scorer differs by more than 0.1 points</span>" : "")
            + (cells.Any(cell => cell.Earlier.Count > 0) ? "<span>‡ rescored after it was first recorded</span>" : "");
    }

    private static string Footer(IReadOnlyList<ReportData> experiments) =>
        "<footer><details><summary>How each figure is defined</summary><dl>"
        + string.Concat(ForgettingDefinitions.All.Select(Definition))
        + "</dl><p>a[k,b]: score on benchmark b after stage k, 0 is the base model; "
        + "t_k: benchmark of the skill of stage k; T: last stage.</p></details><p>Folded from recorded events: "
        + string.Join(", ", experiments.Select(data => $"{Svg.Text(data.Stream)} up to sequence {data.AsOfSequence}")) + ".</p></footer>";

    private static string Definition(ForgettingDefinition definition) =>
        $"<dt>{Svg.Text(definition.Title)}</dt>"
        + $"<dd>{Svg.Text(definition.Formula)} <small>({definition.Id} v{definition.Version})</small></dd>";

    private static string Style()
    {
        using var resource = typeof(ComparisonPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
