using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>A diagram of two parts connected by an arrow, asking for its start or end. Options by letter.</summary>
internal sealed class Ai2d : ITinyTask
{
    public string Id => "ai2d";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var parts = Figure.Different(random, 2);
        var canvas = new Canvas(Palette.Paper(random));
        var (line, y) = (Palette.Black.Vary(random), random.Pick([8, 16, 24]));
        canvas.Line(12, y, 19, y, 1.6, line);
        canvas.Polygon([(18, y - 3), (22, y), (18, y + 3)], line);
        for (var i = 0; i < parts.Count; i++)
        {
            parts[i].Draw(canvas, random, 6 + (20 * i), y, random.Between(4.6, 5.4));
        }

        var last = random.Chance(0.5);
        var question = last ? "Which part does the arrow point to?" : "Which part does the arrow start from?";
        var choices = Choices.Of(Shapes.Choice, parts[last ? 1 : 0].Shape);
        var document = new JsonObject
        {
            ["question"] = question,
            ["options"] = new JsonArray([.. choices.Options.Select(option => (JsonNode)option)]),
            ["answer"] = choices.Right.ToString(),
        };
        return new(canvas.ToImage(), $"{question}\n{choices.Lines}\n{Choices.Instruction}", choices.Letter, document,
            $"an arrow from {parts[0].Phrase} to {parts[1].Phrase}.");
    }
}
