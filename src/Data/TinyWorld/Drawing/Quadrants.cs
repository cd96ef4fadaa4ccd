namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>The four quadrants of an image, in reading order.</summary>
internal static class Quadrants
{
    public static readonly IReadOnlyList<string> Names = ["top left", "top right", "bottom left", "bottom right"];

    /// <summary>Returns the centre of quadrant <paramref name="index"/> in pixels.</summary>
    public static (double X, double Y) Centre(int index) => (8 + (16 * (index % 2)), 8 + (16 * (index / 2)));
}
