namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>A coloured figure in an image.</summary>
internal sealed record Figure(string Shape, string Colour)
{
    /// <summary>Phrase such as "a red star".</summary>
    public string Phrase => $"a {Colour} {Shape}";

    /// <summary>Draws a figure of any shape and colour among the choices.</summary>
    public static Figure Choice(SeededRandom random) => new(random.Pick(Shapes.Choice), random.Pick(Palette.Choice));

    /// <summary>Draws figures that differ from one another in shape and in colour.</summary>
    public static List<Figure> Different(SeededRandom random, int count)
    {
        var shapes = random.Sample(Shapes.Choice, count);
        var colours = random.Sample(Palette.Choice, count);
        return [.. shapes.Zip(colours, (shape, colour) => new Figure(shape, colour))];
    }

    public void Draw(Canvas canvas, SeededRandom random, double x, double y, double radius) =>
        Shapes.Draw(canvas, Shape, x + random.Between(-1, 1), y + random.Between(-1, 1), radius, Palette.Named(Colour).Vary(random));
}
