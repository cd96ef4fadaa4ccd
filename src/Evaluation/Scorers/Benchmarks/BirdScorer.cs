using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// cub200: a bird species among options listed in the question. Published: the first isolated letter of the reply, even an article.
/// </summary>
internal sealed partial class BirdScorer() : Scorer("cub200", 1, ["acc"], 16, ["question", "answer"])
{
    private static readonly PromptFrame Frame = new("", PromptFrame.OptionLetter);

    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var question = item.Text("question").Replace("\n<image>", "").Replace("<image>", "");
        return mode == ScoringMode.Default ? Frame.Around(question) : Frame.AsPublished(question);
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var letter = OptionLetter.Of(reply, Options.OfLines(item.Text("question")))?.ToString();
        return SampleScore.Of("acc", letter is not null && letter == PythonStrings.Upper(PythonStrings.Strip(item.Text("answer"))), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var text = PythonStrings.Strip(reply);
        var letter = IsolatedLetter().Match(text) is { Success: true } match ? match.Groups[1].Value : FirstLetterOrAll(text);
        var read = PythonStrings.Lower(letter);
        return SampleScore.Of("acc", read == PythonStrings.Lower(PythonStrings.Strip(item.Text("answer"))), read);
    }

    private static string FirstLetterOrAll(string text) =>
        text.EnumerateRunes().Take(1).ToArray() is [var first] && Rune.IsLetter(first) ? first.ToString() : text;

    [GeneratedRegex($@"(?<![{PythonStrings.WordClass}])([A-Za-z])(?:[.)](?=[{PythonStrings.WordClass}])|(?![{PythonStrings.WordClass}]))")]
    private static partial Regex IsolatedLetter();
}
