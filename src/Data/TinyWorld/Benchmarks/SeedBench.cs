using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Benchmarks;

/// <summary>Things on a plain ground: their colour, their place, how few they are. Four options by letter.</summary>
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
        var things = Figure.Different(random, 3);
        var places = random.Sample(Enumerable.Range(0, 4), 3).Order().ToList();
        for (var i = 0; i < things.Count; i++)
        {
            var (x, y) = Quadrants.Centre(places[i]);
            things[i].Draw(canvas, random, x, y, random.Between(5.0, 6.6));
        }

        var asked = random.Pick(things);
        return ($"What is the color of the {asked.Shape}?", Choices.Among(random, asked.Colour, [.. things.Select(thing => thing.Colour), random.Pick(Palette.Names), .. Palette.Names]),
            string.Join(", ", things.Select(thing => thing.Phrase)) + ".");
    }

    private static (string Question, Choices Choices, string Caption) Place(Canvas canvas, SeededRandom random)
    {
        var things = Figure.Different(random, 2);
        var places = random.Sample(Enumerable.Range(0, 4), 2);
        foreach (var (thing, place) in things.Zip(places))
        {
            var (x, y) = place switch { 0 => (7, 16), 1 => (25, 16), 2 => (16, 7), _ => (16, 25) };
            thing.Draw(canvas, random, x, y, random.Between(4.6, 5.8));
        }

        return ($"Where is the {things[0].Shape} in the image?", Choices.Among(random, sides[places[0]], sides),
            $"{things[0].Phrase} at the {sides[places[0]]}, {things[1].Phrase} at the {sides[places[1]]}.");
    }

    private static (string Question, Choices Choices, string Caption) Amount(Canvas canvas, SeededRandom random)
    {
        var things = Figure.Different(random, 2);
        var number = random.Between(1, 4);
        var cells = random.Sample(Enumerable.Range(0, 16), number + random.Between(0, 2));
        for (var i = 0; i < cells.Count; i++)
        {
            var thing = i < number ? things[0] : things[1];
            Shapes.Draw(canvas, thing.Shape, (cells[i] % 4 * 8) + 4, (cells[i] / 4 * 8) + 4, random.Between(3.2, 3.9), Palette.Named(thing.Colour).Vary(random));
        }

        return ($"How many {Shapes.Plural(things[0].Shape)} are visible?", Choices.Among(random, amounts[number - 1], amounts),
            number == 1 ? $"one {things[0].Colour} {things[0].Shape}." : $"{amounts[number - 1]} {things[0].Colour} {Shapes.Plural(things[0].Shape)}.");
    }
}
