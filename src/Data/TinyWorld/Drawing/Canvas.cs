using LmmCl.Modeling.Images;

namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>
/// A small square image to draw on. Coordinates are pixels from the top left corner; edges are antialiased with 3 x 3 samples per pixel.
/// </summary>
internal sealed class Canvas
{
    /// <summary>Side of every TinyWorld image in pixels: four cells of eight.</summary>
    public const int Side = 32;

    /// <summary>Side of a cell, which is also the vision tower's patch.</summary>
    public const int Cell = 8;

    private const int Samples = 3;
    private readonly byte[] pixels = new byte[Side * Side * 3];

    public Canvas(Colour background) => Rectangle(0, 0, Side, Side, background);

    public RgbImage ToImage() => new(Side, Side, [.. pixels]);

    public void Rectangle(double left, double top, double right, double bottom, Colour colour) =>
        Fill(left, top, right, bottom, (_, _) => true, colour);

    public void Ellipse(double x, double y, double radiusX, double radiusY, Colour colour) =>
        Fill(
            x - radiusX,
            y - radiusY,
            x + radiusX,
            y + radiusY,
            (px, py) => Square((px - x) / radiusX) + Square((py - y) / radiusY) <= 1,
            colour);

    public void Ring(double x, double y, double radius, double thickness, Colour colour) =>
        Fill(
            x - radius,
            y - radius,
            x + radius,
            y + radius,
            (px, py) => Math.Sqrt(Square(px - x) + Square(py - y)) is var d && d <= radius && d >= radius - thickness,
            colour);

    /// <summary>Draws a straight line with flat ends.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness, Colour colour)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var length = Math.Max(1e-9, Math.Sqrt(Square(dx) + Square(dy)));
        var (left, top) = (Math.Min(x1, x2) - thickness, Math.Min(y1, y2) - thickness);
        Fill(left, top, Math.Max(x1, x2) + thickness, Math.Max(y1, y2) + thickness, (px, py) =>
        {
            var along = (((px - x1) * dx) + ((py - y1) * dy)) / length;
            var across = Math.Abs(((px - x1) * dy) - ((py - y1) * dx)) / length;
            return along >= 0 && along <= length && across <= thickness / 2;
        }, colour);
    }

    /// <summary>Fills a closed polygon by the even-odd rule.</summary>
    public void Polygon(IReadOnlyList<(double X, double Y)> points, Colour colour) =>
        Fill(
            points.Min(p => p.X),
            points.Min(p => p.Y),
            points.Max(p => p.X),
            points.Max(p => p.Y),
            (px, py) => Inside(points, px, py),
            colour);

    private static bool Inside(IReadOnlyList<(double X, double Y)> points, double px, double py)
    {
        var inside = false;
        for (var (i, j) = (0, points.Count - 1); i < points.Count; j = i++)
        {
            var ((xi, yi), (xj, yj)) = (points[i], points[j]);
            if (yi > py != yj > py && px < ((xj - xi) * (py - yi) / (yj - yi)) + xi)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static double Square(double value) => value * value;

    private void Fill(double left, double top, double right, double bottom, Func<double, double, bool> covers, Colour colour)
    {
        for (var y = Math.Max(0, (int)Math.Floor(top)); y < Math.Min(Side, Math.Ceiling(bottom)); y++)
        {
            for (var x = Math.Max(0, (int)Math.Floor(left)); x < Math.Min(Side, Math.Ceiling(right)); x++)
            {
                var hits = 0;
                for (var sample = 0; sample < Samples * Samples; sample++)
                {
                    var px = x + (((sample % Samples) + 0.5) / Samples);
                    var py = y + (((sample / Samples) + 0.5) / Samples);
                    hits += px >= left && px <= right && py >= top && py <= bottom && covers(px, py) ? 1 : 0;
                }

                Blend(((y * Side) + x) * 3, colour, hits);
            }
        }
    }

    private void Blend(int offset, Colour colour, int hits)
    {
        const int all = Samples * Samples;
        pixels[offset] = (byte)(((pixels[offset] * (all - hits)) + (colour.Red * hits)) / all);
        pixels[offset + 1] = (byte)(((pixels[offset + 1] * (all - hits)) + (colour.Green * hits)) / all);
        pixels[offset + 2] = (byte)(((pixels[offset + 2] * (all - hits)) + (colour.Blue * hits)) / all);
    }
}
