using System.Globalization;
using System.Net;

namespace LmmCl.Reports.Html;

/// <summary>Formats numbers, text and colours for SVG and HTML.</summary>
internal static class Svg
{
    internal const int Colours = 10;

    internal static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    internal static string Colour(int series) => $"var(--s{series % Colours})";

    /// <summary>True for the second half of the colours, which are drawn dashed, so that colour is never the only difference.</summary>
    internal static bool Dashed(int series) => series % Colours >= Colours / 2;

    /// <summary>A marker in the series' shape: ten colours and six shapes distinguish thirty series.</summary>
    internal static string Marker(int series, double x, double y, double size, string title, string more = "")
    {
        var shape = (series % 6) switch
        {
            0 => $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(size)}\"",
            1 => Polygon((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)),
            2 => Polygon((x, y - (1.25 * size)), (x + (1.2 * size), y + size), (x - (1.2 * size), y + size)),
            3 => Polygon((x, y - (1.4 * size)), (x + (1.4 * size), y), (x, y + (1.4 * size)), (x - (1.4 * size), y)),
            4 => Polygon((x, y + (1.25 * size)), (x + (1.2 * size), y - size), (x - (1.2 * size), y - size)),
            _ => Plus(x, y, 1.25 * size, 0.5 * size),
        };
        var space = more.Length > 0 ? " " : "";
        var element = series % 6 == 0 ? "circle" : "polygon";
        return $"{shape} class=\"marker{space}{more}\" fill=\"{Colour(series)}\"><title>{Text(title)}</title></{element}>";
    }

    private static string Plus(double x, double y, double arm, double half) => Polygon(
        (x - half, y - arm), (x + half, y - arm), (x + half, y - half), (x + arm, y - half), (x + arm, y + half), (x + half, y + half),
        (x + half, y + arm), (x - half, y + arm), (x - half, y + half), (x - arm, y + half), (x - arm, y - half), (x - half, y - half));

    private static string Polygon(params ReadOnlySpan<(double X, double Y)> corners)
    {
        var points = new List<string>();
        foreach (var (x, y) in corners)
            points.Add($"{Number(x)},{Number(y)}");
        return $"<polygon points=\"{string.Join(' ', points)}\"";
    }
}
