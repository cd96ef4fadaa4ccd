using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.History;

namespace LmmCl.Reports.Tables;

/// <summary>
/// The stage x benchmark matrix: benchmarks as rows, stages as columns with the base model first, the held-out average in the last row.
/// </summary>
internal static class MatrixTable
{
    internal static ReportTable Of(ReportData data)
    {
        var rows = new List<ReportRow>();
        foreach (var group in (BenchmarkGroup[])[BenchmarkGroup.Target, BenchmarkGroup.HeldOut, BenchmarkGroup.Extra])
        {
            var starts = rows.Count > 0;
            foreach (var benchmark in data.Scores.Names(group))
            {
                rows.Add(new([benchmark, .. data.Stages.Select(stage => Cell(data, stage, benchmark))], starts));
                starts = false;
            }

            if (group == BenchmarkGroup.HeldOut && data.Accuracy.HeldOut.Count > 0)
                rows.AddRange(HeldOutRows(data));
        }

        return new(
            "Scores (percent)",
            [new("benchmark", IsText: true), .. data.Stages.Select(stage => new ReportColumn(data.StageLabel(stage)))],
            rows,
            Notes(data));
    }

    private static IEnumerable<ReportRow> HeldOutRows(ReportData data)
    {
        var averages = data.Stages.Select(stage => Figures.Percent(data.Accuracy.HeldOutAverage(stage.Number)));
        var changes = Evaluation.Forgetting.HeldOutChange.Of(data.Accuracy).PerStage;
        var changed = data.Stages.Select(stage => stage == StageId.Base ? "" : Figures.Change(changes[stage.Number - 1]));
        yield return new(
            [new("held-out average", Strong: true), .. averages.Select(average => new ReportCell(average, Strong: true))],
            StartsGroup: true);
        yield return new(["change from base", .. changed.Select(change => new ReportCell(change))]);
    }

    private static ReportCell Cell(ReportData data, StageId stage, string benchmark) => data.Scores[stage, benchmark] is { } cell
        ? new ReportCell(Figures.Percent(cell.Score.Value), data.IsTarget(stage, benchmark), ScorerNotes.Marks(cell))
        : Figures.Missing;

    private static List<string> Notes(ReportData data)
    {
        var measured = Measured(data);
        List<string> notes =
        [
            $"Default scorers ({ScorerNotes.Versions(measured.Select(score => score.Cell))}). Bold: the skill taught in that stage.",
            .. ScorerNotes.Mixed(measured.Select(score => score.Cell)),
        ];
        var differing = measured.Where(score => score.Cell.PublishedDiffers).ToList();
        if (differing.Count > 0)
        {
            var published = differing.GroupBy(score => score.Benchmark).Select(scores =>
                $"{scores.Key} {string.Join(" / ", scores.Select(score => Published(score.Cell, data.StageLabel(score.Stage))))}");
            notes.Add($"{ReportCell.PublishedSign} The published scorer differs by more than 0.1 points: {string.Join(", ", published)}.");
        }

        if (measured.Any(score => score.Cell.Prompts == PromptMode.AsPublished))
            notes.Add("Asked with the published prompts.");
        notes.AddRange(ScorerNotes.Rescored(measured.Select(score => (score.Benchmark, data.StageLabel(score.Stage), score.Cell))));
        notes.AddRange(ScorerNotes.Cut(measured.Select(score => (score.Benchmark, data.StageLabel(score.Stage), score.Cell))));
        notes.AddRange(data.Summary.Stages.Values
            .Where(stage => stage.Reduced is not null)
            .Select(stage => $"Training data of {data.StageLabel(stage.Stage)}: {ReducedData.Say(stage.Reduced!)}."));
        notes.AddRange(data.Summary.Stages.Values
            .Where(stage => stage.Trained is not null && TrainingEnd.Say(stage.Trained) is not null)
            .Select(stage => $"Training of {data.StageLabel(stage.Stage)}: {TrainingEnd.Say(stage.Trained!)}."));
        var incomplete = data.Stages
            .Where(stage => data.Scores.Benchmarks.Any(benchmark => data.Scores[stage, benchmark.Name] is null))
            .Select(data.StageLabel)
            .ToList();
        if (incomplete.Count > 0)
            notes.Add($"Not every benchmark has been measured at: {string.Join(", ", incomplete)}.");
        return notes;
    }

    private static List<(StageId Stage, string Benchmark, ScoreCell Cell)> Measured(ReportData data) =>
    [
        .. from stage in data.Stages
           from benchmark in data.Scores.Benchmarks
           let cell = data.Scores[stage, benchmark.Name]
           where cell is not null
           select (stage, benchmark.Name, cell),
    ];

    private static string Published(ScoreCell cell, string stage) =>
        $"{Figures.Percent(cell.Score.AsPublished)} for {Figures.Percent(cell.Score.Value)} ({stage})";
}
