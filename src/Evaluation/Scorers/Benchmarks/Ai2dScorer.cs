using System.Text.Json;
using System.Text.RegularExpressions;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>ai2d: diagrams with options. Published: the whole reply, unless it starts with a capital letter and a period.</summary>
internal sealed partial class Ai2dScorer() : Scorer("ai2d", 1, ["exact_match"], 16, ["question", "options", "answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode) =>
        $"{item.Text("question")}\n{ListedOptions.Lines(item.Texts("options"))}\n{PromptFrame.OptionLetter}";

    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) =>
        ListedOptions.Letter(item.Index("answer")) is { } letter ? [letter] : [];

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var letter = OptionLetter.Of(reply, Options.InOrder(item.Texts("options")))?.ToString();
        return SampleScore.Of(MainMetric, letter is not null && letter == ListedOptions.Letter(item.Index("answer")), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var filtered = LetterAndPeriod().Match(reply) is { Success: true } match ? match.Groups[1].Value : reply;
        return ListedOptions.Letter(item.Index("answer")) is { } gold
            ? SampleScore.Of(MainMetric, FrameworkExactMatch.Matches(PythonStrings.Strip(filtered), gold), filtered)
            : new(new Dictionary<string, double?> { [MainMetric] = null }, filtered, "ValueError");
    }

    [GeneratedRegex($@"\A[{PythonStrings.WhiteSpaceClass}]*([A-Z])\.")]
    private static partial Regex LetterAndPeriod();
}
