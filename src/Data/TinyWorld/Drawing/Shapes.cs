namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>Figures that questions name.</summary>
internal static class Shapes
{
    public static readonly IReadOnlyList<string> Names = ["circle", "square", "triangle", "star", "cross", "ring", "diamond"];

    /// <summary>The four figures offered as choices.</summary>
    public static readonly IReadOnlyList<string> Choice = ["circle", "square", "triangle", "star"];

    /// <summary>Returns the plural: "star" becomes "stars", "cross" becomes "crosses".</summary>
    public static string Plural(string shape) => shape == "cross" ? "crosses" : shape + "s";

    /// <summary>Draws <paramref name="shape"/> around its centre; <paramref name="radius"/> is half its width in pixels.</summary>
    public static void Draw(Canvas canvas, string shape, double x, double y, double radius, Colour colour)
    {
        switch (shape)
        {
            case "circle":
                canvas.Ellipse(x, y, radius, radius, colour);
                break;
            case "square":
                canvas.Rectangle(x - (radius * 0.88), y - (radius * 0.88), x + (radius * 0.88), y + (radius * 0.88), colour);
                break;
            case "triangle":
                canvas.Polygon([(x, y - radius), (x + radius, y + (radius * 0.85)), (x - radius, y + (radius * 0.85))], colour);
                break;
            case "star":
                canvas.Polygon(
                    [.. Enumerable.Range(0, 10).Select(i => OnCircle(x, y, i % 2 == 0 ? radius * 1.1 : radius * 0.42, i * 36))], colour);
                break;
            case "cross":
                canvas.Rectangle(x - radius, y - (radius * 0.3), x + radius, y + (radius * 0.3), colour);
                canvas.Rectangle(x - (radius * 0.3), y - radius, x + (radius * 0.3), y + radius, colour);
                break;
            case "ring":
                canvas.Ring(x, y, radius, radius * 0.45, colour);
                break;
            case "diamond":
                canvas.Polygon(
                    [(x, y - (radius * 1.1)), (x + (radius * 0.75), y), (x, y + (radius * 1.1)), (x - (radius * 0.75), y)], colour);
                break;
            default:
                throw new ArgumentException($"No figure is called '{shape}'.", nameof(shape));
        }
    }

    /// <summary>Returns the point at <paramref name="degrees"/> clockwise from the top.</summary>
    public static (double X, double Y) OnCircle(double x, double y, double radius, double degrees)
    {
        var angle = degrees * Math.PI / 180;
        return (x + (radius * Math.Sin(angle)), y - (radius * Math.Cos(angle)));
    }
}
