using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>Five kinds of question in five categories, with options inline in the question.</summary>
internal sealed class MmStar : ITinyTask
{
    public string Id => "mmstar";

    public int MaxNewTokens => 32;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var (canvas, question, choices, caption, category, second) = (index % 5) switch
        {
            0 => Ground(random),
            1 => Presence(random),
            2 => OddOneOut(random),
            3 => Majority(random),
            _ => Gauge(random),
        };
        var text = $"{question}\nOptions: {string.Join(", ", choices.Options.Select((option, i) => $"{Choices.Name(i)}: {option}"))}";
        var document = new JsonObject
        {
            ["index"] = index,
            ["question"] = text,
            ["answer"] = choices.Letter,
            ["category"] = category,
            ["l2_category"] = second,
        };
        return new(canvas.ToImage(), $"{text}\n{Choices.Instruction.TrimEnd('.')}", choices.Letter, document, caption);
    }

    private static Scene Ground(SeededRandom random)
    {
        var colours = random.Sample(Palette.Choice, 2);
        var shape = random.Pick(Shapes.Choice);
        var canvas = new Canvas(Palette.Named(colours[0]).Vary(random));
        var (x, y) = Quadrants.Centre(random.Between(0, 3));
        new Figure(shape, colours[1]).Draw(canvas, random, x, y, random.Between(5.0, 6.5));
        return new(canvas, "What is the background color?", Choices.Of(Palette.Choice, colours[0]),
            $"a {colours[1]} {shape} on a {colours[0]} background.", "coarse perception", "image scene and topic");
    }

    private static Scene Presence(SeededRandom random)
    {
        var figures = Figure.Different(random, 4);
        var canvas = new Canvas(Palette.Paper(random));
        var (x, y) = Quadrants.Centre(random.Between(0, 3));
        figures[0].Draw(canvas, random, x, y, random.Between(5.0, 6.8));
        return new(canvas, "Which object is in the image?", Choices.Of(Shapes.Choice, figures[0].Shape),
            $"{figures[0].Phrase}.", "fine-grained perception", "recognition");
    }

    private static Scene OddOneOut(SeededRandom random)
    {
        var figures = Figure.Different(random, 2);
        var canvas = new Canvas(Palette.Paper(random));
        var odd = random.Between(0, 3);
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = Quadrants.Centre(i);
            (i == odd ? figures[1] : figures[0]).Draw(canvas, random, x, y, random.Between(5.0, 6.0));
        }

        return new(canvas, "Which color is the odd one out?", Choices.Of(Palette.Choice, figures[1].Colour),
            string.Join(", ", Enumerable.Range(0, 4).Select(i => (i == odd ? figures[1] : figures[0]).Phrase)) + ".",
            "logical reasoning", "diagram reasoning");
    }

    private static Scene Majority(SeededRandom random)
    {
        var colours = random.Sample(Palette.Choice, 2);
        var canvas = new Canvas(Palette.Paper(random));
        var many = random.Between(10, 13);
        var cells = random.Sample(Enumerable.Range(0, 16), 16);
        for (var i = 0; i < 16; i++)
        {
            var (left, top) = (cells[i] % 4 * 8, cells[i] / 4 * 8);
            canvas.Rectangle(left + 0.5, top + 0.5, left + 7.5, top + 7.5, Palette.Named(colours[i < many ? 0 : 1]).Vary(random));
        }

        return new(canvas, "Which color covers the most area?", Choices.Of(Palette.Choice, colours[0]),
            $"a pattern of {colours[0]} squares with some {colours[1]} squares.", "math", "numeric commonsense and calculation");
    }

    private static Scene Gauge(SeededRandom random)
    {
        var canvas = new Canvas(Palette.Paper(random));
        Dial.Face(canvas, Palette.Road.Vary(random), Palette.White.Vary(random, 10));
        var (shortWind, longWind) = (random.Between(0, 7), random.Between(0, 3));
        Dial.Needle(canvas, (longWind * 90) + random.Between(-20.0, 20.0), 13, 2, Palette.Black.Vary(random));
        Dial.Needle(canvas, (shortWind * 45) + random.Between(-14.0, 14.0), 8, 3.2, Palette.Named("red").Vary(random));
        return new(canvas, "Where does the black needle point?", Choices.Of(Dial.MainWinds, Dial.MainWinds[longWind]),
            $"a dial, black {Dial.MainWinds[longWind]}, red {Dial.Winds[shortWind]}.",
            "science & technology", "electronics & energy & mechanical eng.");
    }

    /// <summary>An image with its question, its caption, and the two levels of its category.</summary>
    private sealed record Scene(Canvas Canvas, string Question, Choices Choices, string Caption, string Category, string Second);
}
