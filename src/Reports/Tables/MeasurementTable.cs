using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>Measurements that the method reported about itself, by stage.</summary>
internal static class MeasurementTable
{
    internal static ReportTable Of(ReportData data)
    {
        var stages = data.Stages.Where(stage => stage.Number > 0).ToList();
        var rows = new List<ReportRow>();
        foreach (var (name, byStage) in data.Measurements.Measured)
        {
            var figures = byStage.Values.SelectMany(measured => measured.Values.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
            rows.AddRange(figures.Select((figure, index) => new ReportRow(
                [
                    name,
                    figure,
                    .. stages.Select(stage => new ReportCell(Value(byStage.GetValueOrDefault(stage), figure))),
                ],
                StartsGroup: index == 0 && rows.Count > 0)));
        }

        return new(
            $"Measured by the method ({data.Summary.Specification?.Method})",
            [
                new("measurement", IsText: true), new("figure", IsText: true),
                .. stages.Select(stage => new ReportColumn(data.StageLabel(stage))),
            ],
            rows,
            []);
    }

    private static string Value(MethodMeasured? measured, string figure) => measured?.Values.TryGetValue(figure, out var value) == true
        ? value.ToString(Math.Abs(value) >= 10_000 ? "N0" : "0.####", CultureInfo.InvariantCulture)
        : Figures.Missing;
}
