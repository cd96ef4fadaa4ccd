using System.Text;
using LmmCl.Evaluation.Forgetting;

namespace LmmCl.Host.Reports.Html;

/// <summary>Learning against held-out change, one point per experiment: up and to the right is better.</summary>
internal static class TradeOffChart
{
    internal static string Render(IReadOnlyList<ReportData> experiments, Func<ReportData, string> label)
    {
        const double width = 1080, height = 380, left = 52, end = 1080 - 190, bottom = height - 48;
        var points = experiments
            .Select((data, index) => (Index: index, Label: label(data), X: Learning.VersusPrevious(data.Accuracy).Mean, Y: HeldOutChange.Of(data.Accuracy).Last))
            .Where(point => point is { X: not null, Y: not null })
            .Select(point => (point.Index, point.Label, X: point.X!.Value, Y: point.Y!.Value))
            .ToList();
        if (points.Count == 0)
            return "";
        var x = Axis.Around(points.SelectMany(point => (double[])[point.X - 5, point.X + 5]), left, end, 7);
        var y = Axis.Around(points.Select(point => point.Y).Append(0), bottom, 14, 6);
        var svg = new StringBuilder(
            $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Learning against held-out change. {Svg.Text(string.Join("; ", points.Select(Say)))}\"><g>");
        foreach (var tick in y.Ticks)
            svg.Append($"<line class=\"{(Math.Abs(tick) < 1e-9 ? "axis" : "grid")}\" x1=\"{left}\" x2=\"{end}\" y1=\"{Svg.Number(y.Place(tick))}\" y2=\"{Svg.Number(y.Place(tick))}\"/><text x=\"{left - 8}\" y=\"{Svg.Number(y.Place(tick))}\" text-anchor=\"end\" dominant-baseline=\"central\">{Axis.Label(tick)}</text>");
        foreach (var tick in x.Ticks)
            svg.Append($"<line class=\"grid\" x1=\"{Svg.Number(x.Place(tick))}\" x2=\"{Svg.Number(x.Place(tick))}\" y1=\"14\" y2=\"{bottom}\"/><text x=\"{Svg.Number(x.Place(tick))}\" y=\"{bottom + 18}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>");
        svg.Append($"<text class=\"strong\" x=\"{end}\" y=\"{bottom + 40}\" text-anchor=\"end\">learning, points →</text><text class=\"strong\" x=\"{left + 6}\" y=\"{bottom - 8}\">↑ held-out change after the last stage, points</text>");
        var places = EndLabels.Spread([.. points.Select(point => y.Place(point.Y))], 20, 4, bottom);
        foreach (var (point, place) in points.Zip(places))
        {
            svg.Append($"<polyline class=\"leader\" stroke=\"{Svg.Colour(point.Index)}\" points=\"{Svg.Number(x.Place(point.X))},{Svg.Number(y.Place(point.Y))} {end + 8},{Svg.Number(place)}\"/>");
            svg.Append(Svg.Marker(point.Index, x.Place(point.X), y.Place(point.Y), 7, Say(point)));
            svg.Append($"<text x=\"{end + 14}\" y=\"{Svg.Number(place)}\" dominant-baseline=\"central\" style=\"fill:{Svg.Colour(point.Index)};font-weight:600\">{Svg.Text(point.Label)}</text>");
        }

        return svg.Append("</g></svg>").ToString();
    }

    private static string Say((int Index, string Label, double X, double Y) point) => $"{point.Label}: learning {Figures.Change(point.X)}, held-out {Figures.Change(point.Y)}";
}
