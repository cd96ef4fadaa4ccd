using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// mmstar: options within the question; averaged over second-level categories. Published: single characters at fixed positions of the
/// reply.
/// </summary>
internal sealed class MmStarScorer() : Scorer("mmstar", 1, Categories, 32, ["question", "answer", "category", "l2_category"])
{
    private const string YesOrNo = " Please answer yes or no.";

    private static readonly string[] Categories =
    [
        "coarse perception", "fine-grained perception", "instance reasoning", "logical reasoning", "science & technology", "math",
        "average",
    ];

    private static readonly string[] PublishedLeads = ["", "(", "option ", "the answer is "];

    public override string MainMetric => "average";

    /// <summary>Returns the prompt, whose instruction has no final period here.</summary>
    public override string Prompt(JsonElement item, ScoringMode mode) =>
        $"{PythonStrings.Strip(item.Text("question")).Replace(YesOrNo, "")}\n{PromptFrame.OptionLetter.TrimEnd('.')}";

    public override string GroupOf(JsonElement item) => item.Text("l2_category");

    public override AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode)
    {
        var mean = Aggregates.MeanOfGroupMeans(values);
        return mode == ScoringMode.Default
            ? mean
            : mean with { StandardError = null, PublishedError = mean.Count == 0 ? "ZeroDivisionError" : null };
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var letter = OptionLetter.Of(reply, Options.OfList(item.Text("question")))?.ToString();
        return Scored(item, letter is not null && letter == PythonStrings.Upper(PythonStrings.Strip(item.Text("answer"))), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var text = PythonStrings.Lower(PythonStrings.Strip(reply));
        var gold = PythonStrings.Lower(PythonStrings.Strip(item.Text("answer")));
        var right = PythonStrings.Length(gold) == 1 && PublishedLeads.Any(lead => text.StartsWith(lead + gold, StringComparison.Ordinal));
        return Scored(item, right, text);
    }

    private static SampleScore Scored(JsonElement item, bool right, string? reading) => new(
        new Dictionary<string, double?> { [item.Text("category")] = right ? 1 : 0, ["average"] = right ? 1 : 0 }, reading);
}
