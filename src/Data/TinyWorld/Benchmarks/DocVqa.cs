using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>A form with a name and a number. Scored by edit distance.</summary>
internal sealed class DocVqa : ITinyTask
{
    /// <summary>Names on the forms, four letters each to fill a row of cells.</summary>
    public static readonly IReadOnlyList<string> People =
        ["Anna", "Emma", "Jack", "John", "Lisa", "Mark", "Nina", "Paul", "Rosa", "Theo", "Vera", "Zoey"];

    public string Id => "docvqa";

    public string Scorer => "docvqa_val";

    public int MaxNewTokens => 32;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var (name, number) = (random.Pick(People), random.Between(10, 99).ToString());
        var canvas = new Canvas(Palette.Paper(random));
        var ink = random.Pick([Palette.Black, new Colour(25, 25, 110)]).Vary(random);
        var rule = Palette.Road.Vary(random, 20);
        Lettering.Write(canvas, name.ToUpperInvariant(), 0, 0, ink);
        canvas.Rectangle(1, 11, 31, 12, rule);
        canvas.Rectangle(1, 15 + random.Between(-1, 1), random.Between(18, 30), 16 + random.Between(0, 1), rule);
        Lettering.Write(canvas, number, 3, 1, ink);
        var (question, answer) = random.Chance(0.5) ? ("What is the name on the form?", name) : ("What is the number on the form?", number);
        var document = new JsonObject { ["question"] = question, ["answers"] = new JsonArray(answer), ["questionId"] = index.ToString() };
        return new(
            canvas.ToImage(),
            $"{question}\nAnswer the question using a single word or phrase.",
            answer,
            document,
            $"a form, {name}, {number}.");
    }
}
