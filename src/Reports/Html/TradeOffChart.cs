using System.Text;
using LmmCl.Evaluation;
using LmmCl.Evaluation.Forgetting;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Html;

/// <summary>
/// Learning against held-out change: a point per finished experiment, a line through a method's rates, faint seeds around their mean, and a
/// dotted line through a method's variants. Up and to the right is better.
/// </summary>
internal sealed class TradeOffChart
{
    private const double Width = 1080, Height = 520, Left = 52, End = Width - 16, Top = 14, Bottom = Height - 48;

    private readonly IReadOnlyList<MethodFamily> methods;
    private readonly IReadOnlyList<VariantLine> variants;
    private readonly Axis x, y;
    private readonly LabelPlacer labels = new(Left + 4, 2, End + 8, Bottom - 4);
    private readonly StringBuilder svg = new();

    private TradeOffChart(IReadOnlyList<MethodFamily> methods)
    {
        this.methods = methods;
        variants = [.. methods.SelectMany(VariantLine.Of)];
        var points = methods.SelectMany(method => method.Rates).SelectMany(rate => rate.Results).Select(result => result.Point)
            .Concat(variants.SelectMany(line => line.Points).Select(variant => variant.Point))
            .ToList();
        x = Axis.Around(points.SelectMany(point => (double[])[point.Learning - 3, point.Learning + 3]), Left, End, 8);
        y = Axis.Around(points.Select(point => point.HeldOut).Append(0), Bottom, Top, 7);
    }

    /// <summary>Renders the chart with its legend; empty if no experiment is finished.</summary>
    internal static string Render(IReadOnlyList<MethodFamily> methods)
    {
        List<MethodFamily> finished = [.. methods.Where(method => method.Rates.Count > 0)];
        return finished.Count > 0 ? new TradeOffChart(finished).Render() : "";
    }

    private string Render()
    {
        var said = string.Join("; ", methods.SelectMany(method => method.Rates.Select(rate => Say(method, rate))));
        svg.Append($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\"");
        svg.Append($" aria-label=\"Learning against held-out change. {Svg.Text(said)}\"><g>");
        Frame();
        foreach (var line in variants)
            Variants(line);
        foreach (var method in methods)
            Joined(method);
        foreach (var method in methods)
            Markers(method);
        foreach (var method in methods)
            Label(method.Label, method.Index, [.. method.Rates.Reverse().Select(rate => Place(rate.Mean))], 13, optional: false);
        foreach (var method in methods.Where(method => method.Rates.Count > 1))
            foreach (var rate in method.Rates.Where(rate => rate.Rate is not null))
                Label(ExperimentTraits.Say(rate.Rate!.Value), null, [Place(rate.Mean)], 11, optional: true);
        foreach (var (name, point) in variants.SelectMany(line => line.Points))
            Label(name[(name.LastIndexOf('=') + 1)..], null, [Place(point)], 11, optional: true);
        return svg.Append("</g></svg>").Append(Legend()).ToString();
    }

    private void Frame()
    {
        foreach (var tick in y.Ticks)
        {
            var place = Svg.Number(y.Place(tick));
            var style = Math.Abs(tick) < 1e-9 ? "axis" : "grid";
            svg.Append($"<line class=\"{style}\" x1=\"{Left}\" x2=\"{End}\" y1=\"{place}\" y2=\"{place}\"/>");
            svg.Append($"<text x=\"{Left - 8}\" y=\"{place}\" text-anchor=\"end\" dominant-baseline=\"central\">{Axis.Label(tick)}</text>");
        }

        foreach (var tick in x.Ticks)
        {
            var place = Svg.Number(x.Place(tick));
            svg.Append($"<line class=\"grid\" x1=\"{place}\" x2=\"{place}\" y1=\"{Top}\" y2=\"{Bottom}\"/>");
            svg.Append($"<text x=\"{place}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>");
        }

        svg.Append($"<text class=\"strong\" x=\"{End}\" y=\"{Bottom + 40}\" text-anchor=\"end\">learning, points →</text>");
        svg.Append($"<text class=\"strong halo\" x=\"{Left + 6}\" y=\"{Bottom - 8}\">");
        svg.Append("↑ held-out change after the last stage, points</text>");
        labels.KeepLine([(Left, Bottom - 12), (Left + 320, Bottom - 12)]);
    }

    private void Variants(VariantLine line)
    {
        var places = line.Points.Select(variant => Place(variant.Point)).ToList();
        Polyline("joined variants", line.Index, places);
        foreach (var ((name, point), (px, py)) in line.Points.Zip(places))
        {
            labels.Keep(px, py, 6);
            svg.Append(Svg.Marker(line.Index, px, py, 3.5, $"{line.Label}, {name}: {Say(point)}", "variant"));
        }
    }

    private void Joined(MethodFamily method)
    {
        if (method.Rates.Count > 1)
            Polyline("joined", method.Index, [.. method.Rates.Select(rate => Place(rate.Mean))]);
    }

    private void Markers(MethodFamily method)
    {
        foreach (var rate in method.Rates.Where(rate => rate.Results.Count > 1))
            foreach (var (data, point) in rate.Results)
            {
                var (sx, sy) = Place(point);
                labels.Keep(sx, sy, 4);
                svg.Append(Svg.Marker(method.Index, sx, sy, 4, $"{data.Stream}: {Say(point)}", "seed"));
            }

        foreach (var rate in method.Rates)
        {
            var (px, py) = Place(rate.Mean);
            labels.Keep(px, py, 8);
            svg.Append(Svg.Marker(method.Index, px, py, 7, Say(method, rate)));
        }
    }

    private void Polyline(string style, int index, IReadOnlyList<(double X, double Y)> places)
    {
        labels.KeepLine(places);
        var points = string.Join(' ', places.Select(place => $"{Svg.Number(place.X)},{Svg.Number(place.Y)}"));
        svg.Append($"<polyline class=\"{style}\" stroke=\"{Svg.Colour(index)}\" points=\"{points}\"/>");
    }

    private void Label(string text, int? index, IReadOnlyList<(double X, double Y)> anchors, double size, bool optional)
    {
        if (labels.Find(text.Length * size * 0.64, size + 3, anchors, optional) is not { } place)
            return;
        if (place.Nearest is { Distance: > 26 } near && index is { } owner)
            Leader(owner, (place.AnchorX, place.AnchorY), (near.X, place.Y));
        var look = index is { } series ? $"class=\"halo\" style=\"fill:{Svg.Colour(series)};font-weight:600\"" : "class=\"halo note\"";
        var (start, anchor) = place.End <= place.AnchorX ? (place.End, " text-anchor=\"end\"") : (place.X, "");
        svg.Append($"<text {look} x=\"{Svg.Number(start)}\" y=\"{Svg.Number(place.Y)}\" dominant-baseline=\"central\"{anchor}>");
        svg.Append(Svg.Text(text)).Append("</text>");
    }

    private void Leader(int index, (double X, double Y) from, (double X, double Y) to)
    {
        var points = $"{Svg.Number(from.X)},{Svg.Number(from.Y)} {Svg.Number(to.X)},{Svg.Number(to.Y)}";
        svg.Append($"<polyline class=\"leader\" stroke=\"{Svg.Colour(index)}\" points=\"{points}\"/>");
    }

    private (double X, double Y) Place(FrontPoint point) => (x.Place(point.Learning), y.Place(point.HeldOut));

    private string Legend()
    {
        var entries = methods.Select(Entry);
        var signs = new List<string>();
        if (methods.Any(method => method.Rates.Count > 1))
            signs.Add("a line joins the learning rates of a method");
        if (methods.Any(method => method.Rates.Any(rate => rate.Results.Count > 1)))
            signs.Add("faint points are single seeds around their mean");
        if (variants.Count > 0)
            signs.Add("dotted lines join the variants of a finished stage");
        var key = signs.Count > 0 ? $"<li>{Svg.Text(string.Join("; ", signs))}</li>" : "";
        return $"<ul class=\"legend\">{string.Concat(entries)}{key}</ul>";
    }

    private static string Entry(MethodFamily method)
    {
        var (name, marker) = (Svg.Text(method.Label), Svg.Marker(method.Index, 0, 0, 6, method.Label));
        return $"<li><svg viewBox=\"-9 -9 18 18\" role=\"img\" aria-label=\"marker of {name}\">{marker}</svg>{name}</li>";
    }

    private static string Say(MethodFamily method, RateResult rate)
    {
        var at = rate.Rate is { } value ? $" at rate {ExperimentTraits.Say(value)}" : "";
        var over = rate.Results.Count > 1 ? $", mean of {rate.Results.Count} seeds" : "";
        return $"{method.Label}{at}{over}: {Say(rate.Mean)}";
    }

    private static string Say(FrontPoint point) => $"learning {Figures.Change(point.Learning)}, held-out {Figures.Change(point.HeldOut)}";
}
