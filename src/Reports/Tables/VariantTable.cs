using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>A method's variants of the finished stages, learning against held-out change.</summary>
internal static class VariantTable
{
    internal static ReportTable Of(ReportData data)
    {
        var stages = data.Stages.Where(stage => stage.Number > 0 && stage.Number <= data.Accuracy.Stages).ToList();
        var scored = (
            from variant in data.Variants.Variants
            from row in variant.Value
            from cell in row.Value
            select (Benchmark: cell.Key, Column: $"{variant.Key}, {data.StageLabel(row.Key)}", Cell: cell.Value)).ToList();
        return new(
            "Variants of the finished stages (points: learning / held-out change)",
            [
                new("variant", IsText: true), new("learning"), new("held-out last"), new("mean"), new("worst"),
                .. stages.Select(stage => new ReportColumn(data.StageLabel(stage))),
            ],
            [
                Row("the stage's own", Learning.VersusPrevious(data.Accuracy), HeldOutChange.Of(data.Accuracy), stages.Count, strong: true),
                .. Names(data).Select(name => (Name: name, Scores: data.AccuracyOf(name))).Select(variant => Row(
                    variant.Name,
                    VariantFigures.Learning(data.Accuracy, variant.Scores),
                    VariantFigures.HeldOut(data.Accuracy, variant.Scores),
                    stages.Count)),
            ],
            [
                "A variant is measured after each stage; the next stage starts from the stage's own model. "
                    + "Learning: mean over stages, vs the stage before. Held-out change: vs the base model.",
                .. ScorerNotes.Mixed(scored.Select(score => score.Cell).Concat(data.Scores.Rows.Values.SelectMany(row => row.Values))),
                .. ScorerNotes.Rescored(scored),
            ]);
    }

    /// <summary>Names of the variants, ordered by the number at their end, then by name.</summary>
    internal static IReadOnlyList<string> Names(ReportData data) =>
        [.. data.Variants.Variants.Keys.OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)];

    private static double Number(string name) =>
        double.TryParse(name[(name.LastIndexOf('=') + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.PositiveInfinity;

    private static ReportRow Row(string name, StageFigures learning, StageFigures heldOut, int stages, bool strong = false) => new(
        [
            new(name, strong),
            Figures.Change(learning.Mean),
            Figures.Change(heldOut.Last),
            Figures.Change(heldOut.Mean),
            Figures.Change(heldOut.Worst),
            .. Enumerable.Range(0, stages).Select(stage => new ReportCell($"{At(learning, stage)} / {At(heldOut, stage)}")),
        ]);

    private static string At(StageFigures figures, int stage) =>
        Figures.Change(stage < figures.PerStage.Count ? figures.PerStage[stage] : null);
}
