using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>A bird to identify among eight species, by letter.</summary>
internal sealed class Cub200 : ITinyTask
{
    private static readonly IReadOnlyList<string> wordings =
        ["Which species is this bird?", "What kind of bird is this?", "Name the bird in the image.", "Which bird is shown?"];

    public string Id => "cub200";

    public int MaxNewTokens => 16;

    public string AnswerForm => "option letter";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var species = random.Pick(Species.All);
        var canvas = new Canvas(random.Pick([Palette.Sky, Palette.Grass]).Vary(random, 24));
        Bird(canvas, species, random);
        var choices = Choices.Of([.. Species.All.Select(one => one.Name)], species.Name);
        // The benchmark appends its instruction without a line break, so the question ends with one.
        var question = $"{random.Pick(wordings)}\n{choices.Lines}\n";
        var document = new JsonObject { ["question"] = question, ["answer"] = choices.Letter };
        return new(canvas.ToImage(), question + Choices.Instruction, choices.Letter, document);
    }

    private static void Bird(Canvas canvas, Species species, SeededRandom random)
    {
        var (x, y) = (16 + random.Between(-1.5, 1.5), 18 + random.Between(-1.5, 1.5));
        var side = random.Chance(0.5) ? 1 : -1;
        var (body, head, wing) = (
            Palette.Named(species.Body).Vary(random), Palette.Named(species.Head).Vary(random), Palette.Named(species.Wing).Vary(random));
        canvas.Polygon([(x - (side * 6), y - 2), (x - (side * 15), y - 5), (x - (side * 15), y + 3)], wing);
        canvas.Line(x - 2, y + 5, x - 2, y + 12, 1.2, Palette.Black);
        canvas.Line(x + 2, y + 5, x + 2, y + 12, 1.2, Palette.Black);
        canvas.Ellipse(x, y, 9, 6.5, body);
        canvas.Polygon([(x + (side * 13), y - 8), (x + (side * 16), y - 6.5), (x + (side * 12), y - 5)], Palette.Named("orange"));
        canvas.Ellipse(x + (side * 8), y - 7, 5.2, 5, head);
        canvas.Ellipse(x - (side * 2), y, 5.5, 3.4, wing);
        canvas.Ellipse(x + (side * 9.5), y - 8, 1, 1, Palette.White);
    }
}
