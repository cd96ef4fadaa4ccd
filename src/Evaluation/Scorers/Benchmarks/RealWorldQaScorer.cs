using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// realworldqa: questions that list options or ask for a word. Published: option texts are searched within the reply and lettered in listed
/// order regardless of the letters in the question, and the earliest alternative wins ("Left" inside "Left turn").
/// </summary>
internal sealed partial class RealWorldQaScorer() : Scorer("realworldqa", 1, ["exact_match"], 16, ["question", "answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question"));

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var options = Options.OfLines(item.Text("question"));
        var gold = item.Text("answer");
        if (options.Count == 0)
        {
            return SampleScore.Of(MainMetric, ExactText.Matches(reply, gold), reply);
        }

        var letter = OptionLetter.Of(reply, options)?.ToString();
        return SampleScore.Of(MainMetric, letter is not null && letter == PythonStrings.Upper(PythonStrings.Strip(gold)), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var filtered = Filtered(item.Text("question"), ExactText.WordToDigits(reply, reply));
        return SampleScore.Of(MainMetric, FrameworkExactMatch.Matches(PythonStrings.Strip(filtered), item.Text("answer")), filtered);
    }

    private static string Filtered(string question, string reply)
    {
        var texts = Option().Matches(question).Select(match => PythonStrings.Strip(match.Groups[2].Value)).ToArray();
        var cleaned = PythonStrings.Strip(NeitherWordNorSpace().Replace(reply, ""));
        var found = FirstFound(texts.Distinct(), cleaned);
        var position = found is null ? -1 : Array.LastIndexOf(texts, found);
        return position < 0 ? cleaned : ((char)('A' + position)).ToString();
    }

    /// <summary>Returns the text that occurs first, the first listed of several at one place; null if none occurs.</summary>
    private static string? FirstFound(IEnumerable<string> texts, string reply) =>
        texts.Select(text => (Text: text, Index: reply.IndexOf(text, StringComparison.Ordinal)))
            .Where(found => found.Index >= 0)
            .DefaultIfEmpty()
            .MinBy(found => found.Index).Text;

    [GeneratedRegex($@"(?<![{PythonStrings.WordClass}])([A-Z])\.[{PythonStrings.WhiteSpaceClass}]+([^\n]*)")]
    private static partial Regex Option();

    [GeneratedRegex($"[^{PythonStrings.WordClass}{PythonStrings.WhiteSpaceClass}]")]
    private static partial Regex NeitherWordNorSpace();
}
