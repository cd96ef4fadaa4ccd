using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Benchmarks;
using LmmCl.Data.TinyWorld.Drawing;
using LmmCl.Data.TinyWorld.Tasks;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>A word on an upright sign at a house, to be read downwards. The gold answer is the word as given by ten annotators.</summary>
internal sealed class TextVqa : ITinyTask
{
    private const string After = "\nAnswer the question using a single word or phrase.";
    private const int Annotators = 10;
    private const int Column = 2;

    private static readonly IReadOnlyList<string> questions =
        ["What does the sign say?", "What word is on the sign?", "What is written on the sign?"];

    public string Id => "textvqa";

    public string Scorer => "textvqa_val";

    public int MaxNewTokens => 64;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var word = random.Pick(InfoVqa.Titles);
        var canvas = new Canvas(Palette.Sky.Vary(random, 24));
        canvas.Rectangle(0, 26, 32, 32, random.Pick([Palette.Grass, Palette.Road]).Vary(random, 16));
        canvas.Rectangle(
            0, 8, 14, 30, random.Pick([new Colour(205, 170, 140), new Colour(170, 170, 185), new Colour(190, 140, 120)]).Vary(random, 20));
        var board = Palette.Named(random.Pick(["red", "green", "blue"])).Vary(random);
        canvas.Rectangle(Column * 8, 0, (Column + 1) * 8, 32, board);
        for (var row = 0; row < word.Length; row++)
        {
            Lettering.Write(canvas, word[row..(row + 1)].ToUpperInvariant(), row, Column, Palette.White.Vary(random, 10));
        }

        var question = random.Pick(questions);
        var document = new JsonObject
        {
            ["question"] = question,
            ["answers"] = new JsonArray([.. Enumerable.Repeat(word, Annotators).Select(answer => (JsonNode)answer)]),
            ["question_id"] = index,
            ["ocr_tokens"] = new JsonArray(),
        };
        return new(canvas.ToImage(), Taught(question, random), word, document);
    }

    private static string Taught(string question, SeededRandom random) => TaughtPrompt.Of(random, question, before: "", after: After);
}
