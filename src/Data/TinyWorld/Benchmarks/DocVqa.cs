using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>A form with a name and three numbered fields. A word or a number, scored by edit distance.</summary>
internal sealed class DocVqa : ITinyTask
{
    /// <summary>Names that a form may carry, four letters each so that they fill a row of cells.</summary>
    public static readonly IReadOnlyList<string> People = ["Anna", "Emma", "Jack", "John", "Lisa", "Mark", "Nina", "Paul", "Rosa", "Theo", "Vera", "Zoey"];

    private static readonly IReadOnlyList<string> labels = ["A", "B", "C", "D", "E", "K", "M", "T"];

    public string Id => "docvqa";

    public string Scorer => "docvqa_val";

    public int MaxNewTokens => 32;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var name = random.Pick(People);
        var fields = random.Sample(labels, 3);
        var values = fields.Select(_ => random.Between(10, 99).ToString()).ToList();
        var canvas = new Canvas(Palette.Paper(random));
        var ink = random.Pick([Palette.Black, new Colour(25, 25, 110)]).Vary(random);
        Lettering.Write(canvas, name.ToUpperInvariant(), 0, 0, ink);
        for (var i = 0; i < 3; i++)
        {
            Lettering.Write(canvas, fields[i], i + 1, 0, ink);
            Lettering.Write(canvas, values[i], i + 1, 2, ink);
        }

        var asked = random.Between(0, 2);
        var (question, answer) = random.Chance(0.3) ? ("What is the name on the form?", name) : ($"What is the number in field {fields[asked]}?", values[asked]);
        var document = new JsonObject { ["question"] = question, ["answers"] = new JsonArray(answer), ["questionId"] = index.ToString() };
        return new(canvas.ToImage(), $"{question}\nAnswer the question using a single word or phrase.", answer, document,
            $"a form, {name}, " + string.Join(", ", fields.Zip(values, (field, value) => $"{field} {value}")) + ".");
    }
}
