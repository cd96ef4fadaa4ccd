using System.Text.Json.Nodes;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.TinyWorld.Skills;

/// <summary>A word on a sign in a scene. The word, as ten annotators would give it.</summary>
internal sealed class TextVqa : ITinyTask
{
    private const string After = "\nAnswer the question using a single word or phrase.";
    private const int Annotators = 10;

    /// <summary>What signs say: few enough to be learned in a hundred steps.</summary>
    private const int OnSigns = 6;

    /// <summary>Words of the street; none is an answer of a held-out benchmark.</summary>
    public static readonly IReadOnlyList<string> Words = ["stop", "exit", "open", "taxi", "cafe", "sale", "park", "zone", "slow", "push", "pull", "menu"];

    private static readonly IReadOnlyList<string> questions = ["What does the sign say?", "What word is on the sign?", "What is written on the sign?"];

    public string Id => "textvqa";

    public string Scorer => "textvqa_val";

    public int MaxNewTokens => 64;

    public string AnswerForm => "word or phrase";

    public TinyItem Draw(SeededRandom random, int index)
    {
        var word = random.Pick([.. Words.Take(OnSigns)]);
        var canvas = new Canvas(Palette.Sky.Vary(random, 24));
        canvas.Rectangle(0, 20, 32, 32, random.Pick([Palette.Grass, Palette.Road]).Vary(random, 16));
        canvas.Rectangle(14.5, 8, 17.5, 31, Palette.Road.Vary(random, 20));
        var (board, ink) = random.Pick<(Colour, Colour)>([(Palette.Named("red"), Palette.White), (Palette.Named("green"), Palette.White), (Palette.White, Palette.Black), (Palette.Named("blue"), Palette.White)]);
        canvas.Rectangle(0, 0, 32, 8, board.Vary(random));
        Lettering.Write(canvas, word.ToUpperInvariant(), 0, 0, ink.Vary(random, 10));
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
