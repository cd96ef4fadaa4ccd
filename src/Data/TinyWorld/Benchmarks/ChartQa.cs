using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>Four bars: the colour of an extreme bar, or the height of a named one. A single word or number.</summary>
internal sealed class ChartQa : ITinyTask
{
    private const int Highest = 7;
    private static readonly IReadOnlyList<string> positions = ["first", "second", "third", "last"];

    public string Id => "chartqa";

    public int MaxNewTokens => 16;

    public string AnswerForm => "single word";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var colours = random.Sample(Palette.Names, 4);
        var values = random.Sample(Enumerable.Range(1, Highest), 4);
        var canvas = new Canvas(Palette.Paper(random));
        for (var i = 0; i < 4; i++)
        {
            canvas.Rectangle((i * 8) + 1, 31 - (values[i] * 4), (i * 8) + 7, 31, Palette.Named(colours[i]).Vary(random));
        }

        canvas.Rectangle(0, 31, 32, 32, Palette.Black.Vary(random));
        var asked = random.Between(0, 3);
        var (question, answer) = random.Between(0, 3) switch
        {
            0 => ("Which color is the highest bar?", colours[values.IndexOf(values.Max())]),
            1 => ("Which color is the lowest bar?", colours[values.IndexOf(values.Min())]),
            2 => ($"What color is the {positions[asked]} bar?", colours[asked]),
            _ => ($"What is the value of the {colours[asked]} bar?", values[asked].ToString()),
        };
        var document = new JsonObject { ["question"] = question, ["answer"] = answer, ["type"] = index % 2 == 0 ? "human_test" : "augmented_test" };
        return new(canvas.ToImage(), $"{question}\nAnswer the question with a single word.", answer, document,
            "a bar chart, " + string.Join(", ", colours.Zip(values, (colour, value) => $"{colour} {value}")) + ".");
    }
}
