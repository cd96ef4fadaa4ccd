namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>A round dial with needles.</summary>
internal static class Dial
{
    /// <summary>The eight compass directions, clockwise from the top.</summary>
    public static readonly IReadOnlyList<string> Winds =
        ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];

    /// <summary>The four cardinal directions.</summary>
    public static readonly IReadOnlyList<string> MainWinds = ["north", "east", "south", "west"];

    public static void Face(Canvas canvas, Colour rim, Colour face)
    {
        canvas.Ellipse(16, 16, 15.5, 15.5, rim);
        canvas.Ellipse(16, 16, 13.8, 13.8, face);
    }

    /// <summary>Draws a line from the centre at <paramref name="degrees"/> clockwise from the top.</summary>
    public static void Needle(Canvas canvas, double degrees, double length, double thickness, Colour colour)
    {
        var (x, y) = Shapes.OnCircle(16, 16, length, degrees);
        canvas.Line(16, 16, x, y, thickness, colour);
    }
}
