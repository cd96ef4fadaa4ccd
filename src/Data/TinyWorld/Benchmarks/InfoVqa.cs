using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>An infographic: a title, an icon and a percentage. Scored by edit distance.</summary>
internal sealed class InfoVqa : ITinyTask
{
    /// <summary>Topics of the infographics, four letters each to fill a row of cells.</summary>
    public static readonly IReadOnlyList<string> Titles = ["Food", "City", "Work", "Home", "Game", "Shop", "Bank", "Kids"];

    public string Id => "infovqa";

    public string Scorer => "infovqa_val";

    public int MaxNewTokens => 32;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var (title, icon, percentage) = (random.Pick(Titles), Figure.Choice(random), random.Between(10, 99) + "%");
        var canvas = new Canvas(Palette.Paper(random));
        canvas.Rectangle(0, 0, 32, 8, random.Pick([new Colour(40, 70, 90), new Colour(90, 40, 60), new Colour(40, 90, 60)]).Vary(random));
        Lettering.Write(canvas, title.ToUpperInvariant(), 0, 0, Palette.White.Vary(random, 10));
        icon.Draw(canvas, random, 16, 15, 5.6);
        Lettering.Write(canvas, percentage, 3, 0, Palette.Black.Vary(random));
        var (question, answer) = random.Between(0, 2) switch
        {
            0 => ("What is the topic of the infographic?", title),
            1 => ("What icon is shown?", icon.Shape),
            _ => ("What percentage is shown?", percentage),
        };
        var document = new JsonObject { ["question"] = question, ["answers"] = new JsonArray(answer), ["questionId"] = index.ToString() };
        return new(
            canvas.ToImage(),
            $"{question}\nAnswer the question using a single word or phrase.",
            answer,
            document,
            $"an infographic, {title}, {icon.Phrase}, {percentage}.");
    }
}
