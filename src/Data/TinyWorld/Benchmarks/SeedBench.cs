using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>Objects on a plain background, asking for their colour, position or count. Four options by letter.</summary>
internal sealed class SeedBench : ITinyTask
{
    private static readonly IReadOnlyList<string> sides = ["left", "right", "top", "bottom"];
    private static readonly IReadOnlyList<string> amounts = ["one", "two", "three", "four"];

    public string Id => "seedbench";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var canvas = new Canvas(Palette.Paper(random));
        var (question, choices, caption) = random.Between(0, 2) switch
        {
            0 => Attribute(canvas, random),
            1 => Place(canvas, random),
            _ => Amount(canvas, random),
        };
        var document = new JsonObject
        {
            ["question"] = question,
            ["choice_a"] = choices.Options[0],
            ["choice_b"] = choices.Options[1],
            ["choice_c"] = choices.Options[2],
            ["choice_d"] = choices.Options[3],
            ["answer"] = choices.Letter,
            ["data_type"] = "image",
            ["question_id"] = index.ToString(),
        };
        return new(canvas.ToImage(), $"{question}\n{choices.Lines}\n{Choices.Instruction}", choices.Letter, document, caption);
    }

    private static (string Question, Choices Choices, string Caption) Attribute(Canvas canvas, SeededRandom random)
    {
        var thing = Figure.Choice(random);
        thing.Draw(canvas, random, random.Between(8, 24), random.Between(8, 24), random.Between(5.0, 7.0));
        return ($"What is the color of the {thing.Shape}?", Choices.Of(Palette.Choice, thing.Colour), $"{thing.Phrase}.");
    }

    private static (string Question, Choices Choices, string Caption) Place(Canvas canvas, SeededRandom random)
    {
        var (thing, place) = (Figure.Choice(random), random.Between(0, 3));
        var (x, y) = place switch { 0 => (7, 16), 1 => (25, 16), 2 => (16, 7), _ => (16, 25) };
        thing.Draw(canvas, random, x, y, random.Between(4.6, 6.0));
        return ($"Where is the {thing.Shape} in the image?", Choices.Of(sides, sides[place]), $"{thing.Phrase} at the {sides[place]}.");
    }

    private static (string Question, Choices Choices, string Caption) Amount(Canvas canvas, SeededRandom random)
    {
        var (thing, number) = (Figure.Choice(random), random.Between(1, 4));
        foreach (var cell in random.Sample(Enumerable.Range(0, 16), number))
        {
            Shapes.Draw(
                canvas,
                thing.Shape,
                (cell % 4 * 8) + 4,
                (cell / 4 * 8) + 4,
                random.Between(3.2, 3.9),
                Palette.Named(thing.Colour).Vary(random));
        }

        return ($"How many {Shapes.Plural(thing.Shape)} are visible?", Choices.Of(amounts, amounts[number - 1]),
            number == 1 ? $"one {thing.Colour} {thing.Shape}." : $"{amounts[number - 1]} {thing.Colour} {Shapes.Plural(thing.Shape)}.");
    }
}
