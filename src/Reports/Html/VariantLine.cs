using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;
using LmmCl.Reports.Tables;

namespace LmmCl.Reports.Html;

/// <summary>The variants of one experiment as points, in order of their number.</summary>
/// <param name="Label">The method.</param>
/// <param name="Index">Index of the method in the comparison.</param>
/// <param name="Points">Name and point of each variant.</param>
internal sealed record VariantLine(string Label, int Index, IReadOnlyList<(string Name, FrontPoint Point)> Points)
{
    /// <summary>One line per experiment of a method that has variants.</summary>
    public static IEnumerable<VariantLine> Of(MethodFamily method) =>
        from rate in method.Rates
        from result in rate.Results
        let points = Measured(result.Data).ToList()
        where points.Count > 0
        select new VariantLine(method.Label, method.Index, points);

    private static IEnumerable<(string Name, FrontPoint Point)> Measured(ReportData data)
    {
        foreach (var name in VariantTable.Names(data))
        {
            var scores = data.AccuracyOf(name);
            var learning = VariantFigures.Learning(data.Accuracy, scores).Mean;
            var heldOut = VariantFigures.HeldOut(data.Accuracy, scores).Last;
            if (learning is { } learned && heldOut is { } kept)
                yield return (name, new FrontPoint(learned, kept));
        }
    }
}
