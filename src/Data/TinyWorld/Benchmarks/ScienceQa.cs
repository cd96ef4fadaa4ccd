using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>School science with a context line: a thermometer, a magnet's poles, a compass. Options by letter.</summary>
internal sealed class ScienceQa : ITinyTask
{
    private static readonly IReadOnlyList<string> temperatures = ["cold", "cool", "warm", "hot"];
    private static readonly IReadOnlyList<string> jars = ["the left jar", "the right jar"];

    public string Id => "scienceqa";

    public string Scorer => "scienceqa_img";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var canvas = new Canvas(Palette.Paper(random));
        var (hint, question, choices, caption) = random.Between(0, 2) switch
        {
            0 => Thermometer(canvas, random),
            1 => Liquids(canvas, random),
            _ => Compass(canvas, random),
        };
        var document = new JsonObject
        {
            ["hint"] = hint,
            ["question"] = question,
            ["choices"] = new JsonArray([.. choices.Options.Select(option => (JsonNode)option)]),
            ["answer"] = choices.Right,
        };
        var context = hint.Length > 0 ? $"Context: {hint}\n" : "";
        return new(canvas.ToImage(), $"{context}{question}\n{choices.Lines}\n{Choices.Instruction}", choices.Letter, document, caption);
    }

    private static (string Hint, string Question, Choices Choices, string Caption) Thermometer(Canvas canvas, SeededRandom random)
    {
        var (level, left) = (random.Between(0, 3), random.Pick([8, 16, 24]) + random.Between(-1, 1));
        canvas.Rectangle(left - 3.5, 1, left + 3.5, 31, Palette.Black.Vary(random));
        canvas.Rectangle(left - 2.5, 2, left + 2.5, 30, Palette.White.Vary(random, 10));
        canvas.Rectangle(left - 2.5, 25 - (level * 7) + random.Between(-1, 1), left + 2.5, 30, Palette.Named("red").Vary(random));
        return (
            "The liquid rises when it gets warmer.",
            "How is the air?",
            Choices.Of(temperatures, temperatures[level]),
            $"a thermometer, it is {temperatures[level]}.");
    }

    private static (string Hint, string Question, Choices Choices, string Caption) Liquids(Canvas canvas, SeededRandom random)
    {
        var colours = random.Sample(Palette.Choice, 2);
        var high = random.Between(0, 1);
        for (var i = 0; i < 2; i++)
        {
            var (left, top) = (2 + (16 * i), i == high ? random.Between(4, 11) : random.Between(19, 26));
            canvas.Rectangle(left, 1, left + 12, 31, Palette.Black.Vary(random));
            canvas.Rectangle(left + 1, 1, left + 11, 30, Palette.White.Vary(random, 10));
            canvas.Rectangle(left + 1, top, left + 11, 30, Palette.Named(colours[i]).Vary(random));
        }

        return ("", "Which jar holds more?", Choices.Of(jars, jars[high]),
            $"two jars, much {colours[high]} liquid and little {colours[1 - high]} liquid.");
    }

    private static (string Hint, string Question, Choices Choices, string Caption) Compass(Canvas canvas, SeededRandom random)
    {
        var wind = random.Between(0, 3);
        var angle = (wind * 90) + random.Between(-22.0, 22.0);
        Dial.Face(canvas, Palette.Named("orange").Vary(random), Palette.White.Vary(random, 10));
        Dial.Needle(canvas, angle + 180, 11, 3, Palette.Black.Vary(random));
        Dial.Needle(canvas, angle, 12, 3, Palette.Named("red").Vary(random));
        return (
            "The red end shows the way.",
            "Which way does the compass show?",
            Choices.Of(Dial.MainWinds, Dial.MainWinds[wind]),
            $"a compass, the red needle points {Dial.MainWinds[wind]}.");
    }
}
