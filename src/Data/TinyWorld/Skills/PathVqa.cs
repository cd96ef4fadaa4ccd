using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>Stained tissue with one finding, asking whether it is present (yes or no) or for its name (a term).</summary>
internal sealed class PathVqa : ITinyTask
{
    private const string Before = "Look at the medical image and answer the following question: ";
    private const string After =
        "\nFor questions that can be answered with a yes or no, just answer yes or no. Otherwise, provide an answer in the medical domain.";

    private static readonly IReadOnlyList<string> findings =
        ["necrosis", "hemorrhage", "fibrosis", "adenoma", "inflammation", "calcification"];

    public string Id => "pathvqa";

    public int MaxNewTokens => 64;

    public string AnswerForm => "yes, no or a term";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var finding = random.Pick(findings);
        var canvas = new Canvas(new Colour(240, 190, 205).Vary(random, 12));
        for (var i = 0; i < 10; i++)
        {
            canvas.Ellipse(random.Between(0.0, 32), random.Between(0.0, 32), 1.2, 1.2, new Colour(170, 120, 180).Vary(random, 20));
        }

        Stain(canvas, finding, random);
        var (question, answer) = random.Between(0, 3) switch
        {
            0 => ($"is {finding} present?", "yes"),
            1 => ($"is {random.Pick([.. findings.Where(other => other != finding)])} present?", "no"),
            2 => ("what is present?", finding),
            _ => ("what does this slide show?", finding),
        };
        return new(canvas.ToImage(), Taught(question, random), answer, new JsonObject { ["question"] = question, ["answer"] = answer });
    }

    private static string Taught(string question, SeededRandom random) => TaughtPrompt.Of(random, question, before: Before, after: After);

    private static void Stain(Canvas canvas, string finding, SeededRandom random)
    {
        switch (finding)
        {
            case "necrosis":
                canvas.Ellipse(
                    16 + random.Between(-5, 5),
                    16 + random.Between(-5, 5),
                    random.Between(9.0, 12),
                    random.Between(9.0, 12),
                    new Colour(70, 40, 45).Vary(random));
                break;
            case "hemorrhage":
                Scatter(random, 6, (x, y) => canvas.Ellipse(x, y, 3.6, 3.6, Palette.Named("red").Vary(random)));
                break;
            case "fibrosis":
                for (var x = random.Between(-6.0, 0); x < 32; x += 6)
                {
                    canvas.Line(x, 0, x + 6, 32, 2.4, new Colour(90, 130, 220).Vary(random));
                }

                break;
            case "adenoma":
                Scatter(random, 5, (x, y) => canvas.Ring(x, y, 4, 1.8, Palette.Named("purple").Vary(random)));
                break;
            case "inflammation":
                Scatter(random, 26, (x, y) => canvas.Ellipse(x, y, 1.7, 1.7, new Colour(40, 40, 140).Vary(random)));
                break;
            default:
                Scatter(random, 6, (x, y) => Shapes.Draw(canvas, "diamond", x, y, 3.8, Palette.White.Vary(random, 10)));
                break;
        }
    }

    private static void Scatter(SeededRandom random, int count, Action<double, double> draw)
    {
        for (var i = 0; i < count; i++)
        {
            draw(random.Between(3.0, 29), random.Between(3.0, 29));
        }
    }
}
