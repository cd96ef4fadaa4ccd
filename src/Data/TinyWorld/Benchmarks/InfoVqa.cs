using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>An infographic: a title and three icons with a percentage each. A word or a percentage, scored by edit distance.</summary>
internal sealed class InfoVqa : ITinyTask
{
    private static readonly IReadOnlyList<string> titles = ["Food", "City", "Work", "Home", "Game", "Shop", "Bank", "Kids"];

    public string Id => "infovqa";

    public string Scorer => "infovqa_val";

    public int MaxNewTokens => 32;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var title = random.Pick(titles);
        var icons = Figure.Different(random, 3);
        var values = icons.Select(_ => random.Between(10, 99) + "%").ToList();
        var canvas = new Canvas(Palette.Paper(random));
        canvas.Rectangle(0, 0, 32, 8, random.Pick([new Colour(40, 70, 90), new Colour(90, 40, 60), new Colour(40, 90, 60)]).Vary(random));
        Lettering.Write(canvas, title.ToUpperInvariant(), 0, 0, Palette.White.Vary(random, 10));
        for (var i = 0; i < 3; i++)
        {
            Shapes.Draw(canvas, icons[i].Shape, 4, (i * 8) + 12, 3.6, Palette.Named(icons[i].Colour).Vary(random));
            Lettering.Write(canvas, values[i], i + 1, 1, Palette.Black.Vary(random));
        }

        var asked = random.Between(0, 2);
        var (question, answer) = random.Chance(0.3) ? ("What is the topic of the infographic?", title) : ($"What percentage is shown for the {icons[asked].Shape}?", values[asked]);
        var document = new JsonObject { ["question"] = question, ["answers"] = new JsonArray(answer), ["questionId"] = index.ToString() };
        return new(canvas.ToImage(), $"{question}\nAnswer the question using a single word or phrase.", answer, document,
            $"an infographic, {title}, " + string.Join(", ", icons.Zip(values, (icon, value) => $"{icon.Shape} {value}")) + ".");
    }
}
