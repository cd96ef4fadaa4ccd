using LmmCl.Abstractions.Events;

namespace LmmCl.Host.Reports.Tables;

/// <summary>The stage x benchmark matrix: benchmarks down, stages across with the base model first, the held-out average below.</summary>
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

        return new("Scores (percent)", [new("benchmark", IsText: true), .. data.Stages.Select(stage => new ReportColumn(data.StageLabel(stage)))], rows, Notes(data));
    }

    private static IEnumerable<ReportRow> HeldOutRows(ReportData data)
    {
        var averages = data.Stages.Select(stage => data.Accuracy.HeldOutAverage(stage.Number)).ToList();
        var changes = Evaluation.Forgetting.HeldOutChange.Of(data.Accuracy).PerStage;
        yield return new([new("held-out average", Strong: true), .. averages.Select(average => new ReportCell(Figures.Percent(average), Strong: true))], StartsGroup: true);
        yield return new(["change from base", .. data.Stages.Select(stage => new ReportCell(stage == StageId.Base ? "" : Figures.Change(changes[stage.Number - 1])))]);
    }

    private static ReportCell Cell(ReportData data, StageId stage, string benchmark) => data.Scores[stage, benchmark] is { } cell
        ? new ReportCell(Figures.Percent(cell.Score.Value), data.IsTarget(stage, benchmark), cell.PublishedDiffers)
        : Figures.Missing;

    private static List<string> Notes(ReportData data)
    {
        var cells = data.Stages.SelectMany(stage => data.Scores.Benchmarks.Select(b => (stage, b.Name, Cell: data.Scores[stage, b.Name]))).Where(c => c.Cell is not null).ToList();
        var notes = new List<string>
        {
            $"Default scorers ({ScorerNotes.Versions(cells.Select(c => c.Cell!))}). Bold: the skill taught in that stage.",
        };
        notes.AddRange(ScorerNotes.Mixed(cells.Select(c => c.Cell!)));
        var differing = cells.Where(c => c.Cell!.PublishedDiffers).ToList();
        if (differing.Count > 0)
            notes.Add($"{ReportCell.MarkSign} The published scorer differs by more than 0.1 points: " + string.Join(", ", differing.GroupBy(c => c.Name).Select(group =>
                $"{group.Key} {string.Join(" / ", group.Select(c => $"{Figures.Percent(c.Cell!.Score.AsPublished)} for {Figures.Percent(c.Cell.Score.Value)} ({data.StageLabel(c.stage)})"))}")) + ".");
        if (cells.Any(c => c.Cell!.Prompts == PromptMode.AsPublished))
            notes.Add("Asked with the published prompts.");
        notes.AddRange(ScorerNotes.Rescored(cells.Select(c => (c.Name, c.Cell!))));
        var incomplete = data.Stages.Where(stage => data.Scores.Benchmarks.Any(b => data.Scores[stage, b.Name] is null)).Select(data.StageLabel).ToList();
        if (incomplete.Count > 0)
            notes.Add($"Not every benchmark has been measured at: {string.Join(", ", incomplete)}.");
        return notes;
    }
}
