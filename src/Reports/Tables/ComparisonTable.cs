using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>Experiments side by side in the form of the study's table.</summary>
internal static class ComparisonTable
{
    /// <summary>The figures in the table, with short headers.</summary>
    internal static IReadOnlyList<(string Id, string Head)> Columns { get; } =
    [
        ("learning_vs_previous", "learning"),
        ("learning_vs_base", "vs base"),
        ("heldout_change_last", "held-out last"),
        ("heldout_change_mean", "mean"),
        ("heldout_change_sum", "sum"),
        ("heldout_change_worst", "worst"),
        ("target_forgetting", "target forgetting"),
    ];

    internal static ReportTable Of(IReadOnlyList<ReportData> experiments) => new(
        "Learning against forgetting (percentage points)",
        [
            new("method", IsText: true),
            .. Columns.Select(column => new ReportColumn(column.Head)),
            new("parameters trained"),
            new("time"),
            new("peak memory"),
        ],
        [.. experiments.Select(data => Row(data, Label(data, experiments)))],
        [
            .. Columns.Select(column => (column.Head, Definition: ForgettingDefinitions.Find(column.Id)))
                .Select(column => $"{column.Head}: {column.Definition.Id} v{column.Definition.Version}, {column.Definition.Formula}."),
            "parameters trained: in the stage where they are most. time: training, evaluation and probes. "
                + "peak memory: of training, in the stage where it is most.",
            .. Unequal(experiments),
        ]);

    /// <summary>The experiment's name within the comparison.</summary>
    internal static string Label(ReportData data, IReadOnlyList<ReportData> experiments) => ExperimentLabels.Of(data, experiments);

    internal static string Trained(ReportData data) =>
        data.Summary is { ParametersTrained: { } trained, ParametersTotal: { } total } && total > 0
            ? $"{Figures.Count(trained)} ({Figures.Percent(100.0 * trained / total)} %)"
            : Figures.Missing;

    /// <summary>Differences between the rows that limit their comparison.</summary>
    internal static IEnumerable<string> Unequal(IReadOnlyList<ReportData> experiments)
    {
        var plans = experiments.Select(data => string.Join(" → ", data.Scores.Stages.Select(stage => stage.Skill))).Distinct().ToList();
        if (plans.Count > 1)
            yield return "The experiments differ in their skills or their order.";
        if (experiments.Select(data => string.Join(",", data.Accuracy.HeldOut)).Distinct().Count() > 1)
            yield return "The experiments differ in their held-out benchmarks.";
        if (experiments.Select(data => data.Summary.Specification?.BaseModelHash).Distinct().Count() > 1)
            yield return "The experiments differ in their base models.";
        var unfinished = experiments.Where(data => data.Accuracy.Stages < data.Scores.Stages.Count).ToList();
        if (unfinished.Count > 0)
        {
            var progress = unfinished.Select(data =>
                $"{Label(data, experiments)} ({data.Accuracy.Stages} of {data.Scores.Stages.Count} stages)");
            yield return $"Not finished: {string.Join(", ", progress)}.";
        }
    }

    private static ReportRow Row(ReportData data, string label) => new(
        [
            new(label, Strong: true),
            .. Columns.Select(column => new ReportCell(FiguresTable.Value(ForgettingDefinitions.Find(column.Id), data.Accuracy))),
            Trained(data),
            Figures.Duration(data.Elapsed),
            ResourceTable.Training(data),
        ]);
}
