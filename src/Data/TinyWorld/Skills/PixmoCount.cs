using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>Objects to count among a few others. Taught as a sentence with digits, tested as a bare number.</summary>
internal sealed class PixmoCount : ITinyTask
{
    private const string After = "\nAnswer with integer and nothing else. For example, if the answer is 1, you should output 1.";
    private const int Fewest = 2;
    private const int Most = 6;

    public string Id => "pixmocount";

    public int MaxNewTokens => 16;

    public string AnswerForm => "sentence with digits";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var kinds = random.Sample(Shapes.Choice, 2);
        var (number, others) = (random.Between(Fewest, Most), random.Between(0, 2));
        var canvas = new Canvas(Palette.Paper(random));
        var cells = random.Sample(Enumerable.Range(0, 16), number + others);
        for (var i = 0; i < cells.Count; i++)
        {
            Shapes.Draw(canvas, kinds[i < number ? 0 : 1], (cells[i] % 4 * 8) + 4, (cells[i] / 4 * 8) + 4, random.Between(3.2, 3.9),
                Palette.Named(random.Pick(Palette.Names)).Vary(random));
        }

        var things = Shapes.Plural(kinds[0]);
        var (question, answer) = ($"How many {things} are in this image?", $"There are {number} {things} in this image.");
        return new(canvas.ToImage(), Taught(question, random), answer, new JsonObject { ["question"] = question, ["answer"] = answer });
    }

    private static string Taught(string question, SeededRandom random) => TaughtPrompt.Of(random, question, before: "", after: After);
}
