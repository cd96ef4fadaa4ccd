using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// scienceqa_img: school science with options. Published: only the bare letter, because the branch that reads "A. text" looks for a capital
/// after lower-casing.
/// </summary>
internal sealed class ScienceQaScorer() : Scorer("scienceqa_img", 1, ["exact_match"], 16, ["question", "choices", "answer"])
{
    public override string Prompt(JsonElement item, ScoringMode mode)
    {
        var context = item.Text("hint") is { Length: > 0 } hint ? $"Context: {hint}\n" : "";
        return $"{context}{item.Text("question")}\n{ListedOptions.Lines(item.Texts("choices"))}\n{PromptFrame.OptionLetter}";
    }

    public override IReadOnlyList<string> Gold(JsonElement item, ScoringMode mode) =>
        ListedOptions.Letter(item.Index("answer")) is { } letter ? [letter] : [];

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var letter = OptionLetter.Of(reply, Options.InOrder(item.Texts("choices")))?.ToString();
        return SampleScore.Of(MainMetric, letter is not null && letter == ListedOptions.Letter(item.Index("answer")), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var text = PythonStrings.Lower(PythonStrings.Strip(reply));
        return ListedOptions.Letter(item.Index("answer")) is { } gold
            ? SampleScore.Of(MainMetric, text == PythonStrings.Lower(gold), text)
            : new(new Dictionary<string, double?> { [MainMetric] = null }, text, "IndexError");
    }
}
