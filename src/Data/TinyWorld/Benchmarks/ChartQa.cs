using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>
/// Three bars in the same colours, asking for the extreme bar or the height of the highest. Answered by a single word or number.
/// </summary>
internal sealed class ChartQa : ITinyTask
{
    private const int Highest = 7;
    private static readonly IReadOnlyList<string> colours = ["red", "green", "blue"];

    public string Id => "chartqa";

    public int MaxNewTokens => 16;

    public string AnswerForm => "single word";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var values = random.Sample(Enumerable.Range(1, Highest), colours.Count);
        var canvas = new Canvas(Palette.Paper(random));
        for (var i = 0; i < colours.Count; i++)
        {
            canvas.Rectangle((i * 8) + 5, 31 - (values[i] * 4), (i * 8) + 11, 31, Palette.Named(colours[i]).Vary(random));
        }

        canvas.Rectangle(0, 31, 32, 32, Palette.Black.Vary(random));
        canvas.Rectangle(1, 2, 2, 32, Palette.Black.Vary(random));
        var (question, answer) = random.Between(0, 2) switch
        {
            0 => ("Which color is the highest bar?", colours[values.IndexOf(values.Max())]),
            1 => ("Which color is the lowest bar?", colours[values.IndexOf(values.Min())]),
            _ => ("What is the value of the highest bar?", values.Max().ToString()),
        };
        var document =
            new JsonObject { ["question"] = question, ["answer"] = answer, ["type"] = index % 2 == 0 ? "human_test" : "augmented_test" };
        return new(canvas.ToImage(), $"{question}\nAnswer the question with a single word.", answer, document,
            "a bar chart, " + string.Join(", ", colours.Zip(values, (colour, value) => $"{colour} {value}")) + ".");
    }
}
