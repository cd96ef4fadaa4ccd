namespace LmmCl.Data.TinyWorld.Drawing;

/// <summary>Colours that questions name, and muted background colours.</summary>
internal static class Palette
{
    /// <summary>Names of the colours that a question may ask for.</summary>
    public static readonly IReadOnlyList<string> Names = ["red", "green", "blue", "yellow", "purple", "orange"];

    /// <summary>The four colours offered as choices.</summary>
    public static readonly IReadOnlyList<string> Choice = ["red", "green", "blue", "yellow"];

    public static readonly Colour White = new(240, 240, 240);
    public static readonly Colour Black = new(18, 18, 18);
    public static readonly Colour Sky = new(150, 205, 240);
    public static readonly Colour Road = new(110, 110, 115);
    public static readonly Colour Grass = new(120, 185, 110);

    private static readonly Colour[] papers = [new(238, 238, 232), new(225, 235, 245), new(245, 232, 220), new(228, 242, 228)];

    public static Colour Named(string name) => name switch
    {
        "red" => new(215, 35, 35),
        "green" => new(30, 150, 55),
        "blue" => new(35, 70, 215),
        "yellow" => new(240, 210, 30),
        "purple" => new(150, 45, 170),
        "orange" => new(245, 130, 25),
        "white" => White,
        "black" => Black,
        _ => throw new ArgumentException($"No colour is called '{name}'.", nameof(name)),
    };

    /// <summary>Draws a light background colour.</summary>
    public static Colour Paper(SeededRandom random) => random.Pick(papers).Vary(random, 10);
}
