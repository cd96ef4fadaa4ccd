using System.Text.Json;
using LmmCl.Evaluation.PythonText;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>
/// ocrbench: text recognition; a reply that contains a gold text is correct. Published: formulas of HME100k keep their case in the gold
/// answer only.
/// </summary>
internal sealed class OcrBenchScorer()
    : Scorer("ocrbench", 1, ["ocrbench_accuracy"], 64, ["question", "answer", "dataset", "question_type"])
{
    /// <summary>Denominator of the score, regardless of the actual number of items.</summary>
    private const int Items = 1000;

    private static readonly Dictionary<string, string> GroupOfType = new()
    {
        ["Regular Text Recognition"] = "recognition",
        ["Irregular Text Recognition"] = "recognition",
        ["Artistic Text Recognition"] = "recognition",
        ["Handwriting Recognition"] = "recognition",
        ["Digit String Recognition"] = "recognition",
        ["Non-Semantic Text Recognition"] = "recognition",
        ["Scene Text-centric VQA"] = "scene_text_vqa",
        ["Doc-oriented VQA"] = "doc_vqa",
        ["Key Information Extraction"] = "key_information",
        ["Handwritten Mathematical Expression Recognition"] = "handwritten_math",
    };

    public override string Prompt(JsonElement item, ScoringMode mode) => PythonStrings.Strip(item.Text("question"));

    public override string GroupOf(JsonElement item) => item.Text("question_type");

    /// <summary>
    /// Computes the total correct over 1000; the groups hold the correct items of each kind of question. Counters start at zero, unlike in
    /// the reference's second run within a process.
    /// </summary>
    public override AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode)
    {
        var counted = Aggregates.Counted(values);
        var error = mode == ScoringMode.Default ? Aggregates.Mean(values).StandardError * counted.Length / Items : null;
        var groups = GroupOfType.Values.Distinct().ToDictionary(group => group, group => values
            .Where(value => GroupOfType.GetValueOrDefault(value.Group) == group).Sum(value => value.Value ?? 0));
        return new(counted.Sum() / Items, error, counted.Length, groups);
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        Func<string, string> plain = IsFormula(item) ? WithoutBlanks : Plain;
        var text = plain(reply);
        return SampleScore.Of(
            MainMetric, item.Texts("answer").Any(gold => text.Contains(plain(gold), StringComparison.Ordinal)), reply);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var text = PythonStrings.Strip(reply);
        var isFormula = IsFormula(item);
        var searched = isFormula ? WithoutBlanks(PythonStrings.Lower(text)) : Plain(text);
        return SampleScore.Of(
            MainMetric,
            item.Texts("answer").Any(gold => searched.Contains(isFormula ? WithoutBlanks(gold) : Plain(gold), StringComparison.Ordinal)),
            text);
    }

    private static bool IsFormula(JsonElement item) => item.Text("dataset") == "HME100k";

    private static string WithoutBlanks(string text) => PythonStrings.Strip(text).Replace("\n", "").Replace(" ", "");

    private static string Plain(string text) => PythonStrings.Strip(PythonStrings.Lower(text)).Replace('\n', ' ');
}
