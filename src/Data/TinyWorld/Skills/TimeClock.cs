using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>A clock with two hands, at the full or half hour. Answered as HH:MM.</summary>
internal sealed class TimeClock : ITinyTask
{
    private const string After = "\nAnswer with the time in HH:MM format. For example, if it's 3:45, output 3:45.";

    public string Id => "timeclock";

    public int MaxNewTokens => 32;

    public string AnswerForm => "HH:MM";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var (hour, minute) = (random.Between(1, 12), random.Between(0, 1) * 30);
        var canvas = new Canvas(Palette.Paper(random));
        Dial.Face(
            canvas,
            random.Pick([Palette.Road, Palette.Named("blue"), Palette.Named("green")]).Vary(random),
            Palette.White.Vary(random, 10));
        Dial.Needle(canvas, minute * 6, 13, 2, Palette.Black.Vary(random));
        Dial.Needle(canvas, (hour * 30) + (minute / 2.0), 8, 3.2, Palette.Named("red").Vary(random));
        const string question = "What time does the clock show in this image?";
        var answer = $"{hour:00}:{minute:00}";
        return new(canvas.ToImage(), Taught(question, random), answer, new JsonObject { ["question"] = question, ["answer"] = answer });
    }

    private static string Taught(string question, SeededRandom random) => TaughtPrompt.Of(random, question, before: "", after: After);
}
