using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>The largest drop of each held-out benchmark, its stage, and how much of it is recovered at the end.</summary>
internal static class RecoveryTable
{
    internal static ReportTable Of(ReportData data) => new(
        "Recovery of the held-out benchmarks (points)",
        [new("benchmark", IsText: true), new("deepest change"), new("at stage"), new("back at the end"), new("recovered")],
        [
            .. data.Accuracy.HeldOut.Select(benchmark => Row(benchmark, Recovery.Of(data.Accuracy, benchmark), false)),
            .. data.Accuracy.HeldOut.Count > 0
                ? [Row("held-out average", Recovery.OfHeldOutAverage(data.Accuracy), true)]
                : (ReportRow[])[],
        ],
        [
            "recovered: the part of the deepest drop that is back after the last stage (definition recovery v1); "
                + "it can exceed 100 %, and is left out where nothing dropped.",
        ]);

    private static ReportRow Row(string name, Recovery recovery, bool strong) => new(
        [
            new(name, strong),
            Figures.Change(-recovery.Drop),
            recovery.DeepestStage?.ToString(CultureInfo.InvariantCulture) ?? Figures.Missing,
            Figures.Change(recovery.Recovered),
            new(Figures.Share(recovery.Share), strong),
        ],
        strong);
}
