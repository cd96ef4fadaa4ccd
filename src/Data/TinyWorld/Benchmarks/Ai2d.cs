using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>Four parts of a diagram joined by lines: which part, or which colour, is where? Options by letter.</summary>
internal sealed class Ai2d : ITinyTask
{
    public string Id => "ai2d";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var parts = Figure.Different(random, 4);
        var canvas = new Canvas(Palette.Paper(random));
        var line = Palette.Black.Vary(random);
        canvas.Line(8, 8, 24, 8, 1.4, line);
        canvas.Line(24, 8, 24, 24, 1.4, line);
        canvas.Line(8, 24, 24, 24, 1.4, line);
        for (var i = 0; i < parts.Count; i++)
        {
            var (x, y) = Quadrants.Centre(i);
            parts[i].Draw(canvas, random, x, y, random.Between(5.2, 6.4));
        }

        var asked = random.Between(0, 3);
        var aboutShape = random.Chance(0.6);
        var question = aboutShape
            ? $"Which part is at the {Quadrants.Names[asked]} of the diagram?"
            : $"What is the color of the part at the {Quadrants.Names[asked]}?";
        var choices = aboutShape
            ? Choices.Among(random, parts[asked].Shape, parts.Select(part => part.Shape))
            : Choices.Among(random, parts[asked].Colour, parts.Select(part => part.Colour));
        var document = new JsonObject
        {
            ["question"] = question,
            ["options"] = new JsonArray([.. choices.Options.Select(option => (JsonNode)option)]),
            ["answer"] = choices.Right.ToString(),
        };
        return new(canvas.ToImage(), $"{question}\n{choices.Lines}\n{Choices.Instruction}", choices.Letter, document,
            string.Join(", ", parts.Select(part => part.Phrase)) + ".");
    }
}
