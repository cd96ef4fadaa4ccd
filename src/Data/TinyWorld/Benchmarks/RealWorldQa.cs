using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>A street with a traffic light and a car. The question itself contains options and instruction.</summary>
internal sealed class RealWorldQa : ITinyTask
{
    private const string Instruction = "Please answer directly with only the letter of the correct option and nothing else.";
    private static readonly IReadOnlyList<string> lamps = ["red", "yellow", "green"];
    private static readonly IReadOnlyList<string> sides = ["left", "right"];

    public string Id => "realworldqa";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var canvas = new Canvas(Palette.Sky.Vary(random, 20));
        canvas.Rectangle(0, 16, 32, 32, Palette.Road.Vary(random, 12));
        var (lamp, colour, carRight) = (random.Between(0, 2), random.Pick(Palette.Choice), random.Chance(0.5));
        TrafficLight(canvas, random, carRight ? 8 : 24, lamp);
        Car(canvas, random, carRight ? 24 : 8, colour);
        var (question, choices) = random.Between(0, 2) switch
        {
            0 => ("What color is the traffic light?", Choices.Of(lamps, lamps[lamp])),
            1 => ("What color is the car?", Choices.Of(Palette.Choice, colour)),
            _ => ("On which side is the car?", Choices.Of(sides, sides[carRight ? 1 : 0])),
        };
        var text = $"{question}\n\n{choices.Lines}\n\n{Instruction}";
        var document = new JsonObject { ["question"] = text, ["answer"] = choices.Letter };
        return new(canvas.ToImage(), text, choices.Letter, document,
            $"a street with a {colour} car at the {sides[carRight ? 1 : 0]} and a {lamps[lamp]} traffic light.");
    }

    private static void TrafficLight(Canvas canvas, SeededRandom random, double x, int lit)
    {
        canvas.Rectangle(x - 4, 1, x + 4, 23, Palette.Black.Vary(random));
        canvas.Rectangle(x - 1, 23, x + 1, 30, Palette.Black.Vary(random));
        for (var i = 0; i < 3; i++)
        {
            canvas.Ellipse(
                x, 4.5 + (i * 7.5), 3, 3, i == lit ? Palette.Named(lamps[i]).Vary(random) : new Colour(60, 60, 60).Vary(random, 8));
        }
    }

    private static void Car(Canvas canvas, SeededRandom random, double x, string colour)
    {
        var y = 23 + random.Between(-1, 1);
        var paint = Palette.Named(colour).Vary(random);
        canvas.Rectangle(x - 7, y, x + 7, y + 5, paint);
        canvas.Polygon([(x - 4.5, y), (x - 3, y - 4), (x + 3, y - 4), (x + 4.5, y)], paint);
        canvas.Ellipse(x - 4, y + 5, 2, 2, Palette.Black);
        canvas.Ellipse(x + 4, y + 5, 2, 2, Palette.Black);
    }
}
