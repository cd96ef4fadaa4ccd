using System.Text;
using LmmCl.Evaluation;

namespace LmmCl.Reports.Html;

/// <summary>Lines over a horizontal axis, as inline SVG.</summary>
internal sealed record LineChart(string Title, string Description, IReadOnlyList<Series> Series)
{
    /// <summary>Maximum length of a label at the end of a line; longer ones are truncated.</summary>
    internal const int LongestLabel = 30;

    internal double Width { get; init; } = 1080;

    internal double Height { get; init; } = 430;

    internal double Right { get; init; } = 190;

    internal double Left { get; init; } = 44;

    internal int YTicks { get; init; } = 6;

    /// <summary>Bounds of possible values, such as 0 and 100 percent.</summary>
    internal double? Lowest { get; init; }

    internal double? Highest { get; init; }

    /// <summary>Values that the vertical axis always includes.</summary>
    internal IReadOnlyList<double> AlsoShow { get; init; } = [];

    /// <summary>A reference level.</summary>
    internal double? Reference { get; init; }

    /// <summary>Names of positions on the horizontal axis; null for a numeric axis.</summary>
    internal IReadOnlyList<(string Upper, string Lower)>? Places { get; init; }

    /// <summary>True to label the lines at their ends and mark their points; false in small charts.</summary>
    internal bool Labelled { get; init; } = true;

    internal string Render()
    {
        var points = Series.SelectMany(series => series.Points).ToList();
        var bottom = Height - (Places is null ? 22 : 44);
        const double top = 14;
        var values = points.SelectMany(p => (double[])[p.Y - (p.StandardError ?? 0), p.Y + (p.StandardError ?? 0)]).Concat(AlsoShow);
        var y = Axis.Around(Reference is { } level ? values.Append(level) : values, bottom, top, YTicks, Lowest, Highest);
        var end = Width - Right;
        var x = Places is null
            ? Axis.Around(points.Select(p => p.X).Append(0), Left, end, 4)
            : Axis.Exactly(0, Places.Count - 1, Left + 26, end - 10);

        var small = Labelled ? "" : " class=\"small\"";
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {Svg.Number(Width)} {Svg.Number(Height)}\" role=\"img\"");
        svg.Append($" aria-label=\"{Svg.Text($"{Title}. {Description}")}\"><g{small}>");
        Frame(svg, x, y, bottom, end);
        if (Reference is { } reference)
            Across(svg, "reference", y.Place(reference), end);
        foreach (var series in Series)
            Line(svg, series, x, y);
        if (Labelled)
            Labels(svg, x, y, top, bottom, end);
        return svg.Append("</g></svg>").ToString();
    }

    private void Frame(StringBuilder svg, Axis x, Axis y, double bottom, double end)
    {
        foreach (var tick in y.Ticks)
        {
            var place = y.Place(tick);
            Across(svg, "grid", place, end);
            svg.Append($"<text x=\"{Svg.Number(Left - 8)}\" y=\"{Svg.Number(place)}\" text-anchor=\"end\" dominant-baseline=\"central\">");
            svg.Append($"{Axis.Label(tick)}</text>");
        }

        Across(svg, "axis", bottom, end);
        if (Places is null)
        {
            foreach (var tick in x.Ticks)
                Below(svg, "", x.Place(tick), bottom + 16, Axis.Label(tick));
            return;
        }

        for (var i = 0; i < Places.Count; i++)
        {
            var place = x.Place(i);
            Below(svg, " class=\"strong\"", place, bottom + 20, Svg.Text(Places[i].Upper));
            Below(svg, "", place, bottom + 38, Svg.Text(Places[i].Lower));
        }
    }

    private void Across(StringBuilder svg, string style, double y, double end)
    {
        var place = Svg.Number(y);
        svg.Append($"<line class=\"{style}\" x1=\"{Svg.Number(Left)}\" x2=\"{Svg.Number(end)}\" y1=\"{place}\" y2=\"{place}\"/>");
    }

    private static void Below(StringBuilder svg, string style, double x, double y, string text) =>
        svg.Append($"<text{style} x=\"{Svg.Number(x)}\" y=\"{Svg.Number(y)}\" text-anchor=\"middle\">{text}</text>");

    private void Line(StringBuilder svg, Series series, Axis x, Axis y)
    {
        if (series.Points.Count == 0)
            return;
        var colour = Svg.Colour(series.Index);
        var path = string.Join(' ', series.Points.Select(p => $"{Svg.Number(x.Place(p.X))},{Svg.Number(y.Place(p.Y))}"));
        var style = (Labelled ? "" : " thin") + (Svg.Dashed(series.Index) ? " dashed" : "");
        svg.Append($"<polyline class=\"line{style}\" stroke=\"{colour}\" points=\"{path}\">");
        svg.Append($"<title>{Svg.Text(series.Label)}</title></polyline>");
        if (!Labelled && Places is null)
            return;
        foreach (var point in series.Points)
        {
            if (point.StandardError is { } error and > 0)
                Whisker(svg, colour, x.Place(point.X), y.Place(point.Y - error), y.Place(point.Y + error));
            svg.Append(Svg.Marker(series.Index, x.Place(point.X), y.Place(point.Y), Labelled ? 5 : 3, point.Title));
        }
    }

    private static void Whisker(StringBuilder svg, string colour, double x, double from, double to)
    {
        var place = Svg.Number(x);
        svg.Append($"<line class=\"whisker\" stroke=\"{colour}\" x1=\"{place}\" x2=\"{place}\"");
        svg.Append($" y1=\"{Svg.Number(from)}\" y2=\"{Svg.Number(to)}\"/>");
    }

    private void Labels(StringBuilder svg, Axis x, Axis y, double top, double bottom, double end)
    {
        var labelled = Series.Where(series => series.Points.Count > 0).ToList();
        var wanted = labelled.Select(series => y.Place(series.Points[^1].Y)).ToList();
        var places = EndLabels.Spread(wanted, 21, top - 10, bottom + 6);
        for (var i = 0; i < labelled.Count; i++)
        {
            var last = labelled[i].Points[^1];
            var colour = Svg.Colour(labelled[i].Index);
            var place = Svg.Number(places[i]);
            var leader = $"{Svg.Number(x.Place(last.X) + 8)},{Svg.Number(wanted[i])} {Svg.Number(end + 8)},{place}";
            svg.Append($"<polyline class=\"leader\" stroke=\"{colour}\" points=\"{leader}\"/>");
            svg.Append($"<text x=\"{Svg.Number(end + 14)}\" y=\"{place}\" dominant-baseline=\"central\"");
            svg.Append($" style=\"fill:{colour};font-weight:600\">");
            svg.Append($"{Svg.Text(Shorten(labelled[i].Label))} {Figures.Percent(last.Y)}</text>");
        }
    }

    private static string Shorten(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";
}
