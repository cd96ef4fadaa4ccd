using System.Text.Json;
using LmmCl.Evaluation.PythonText;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Scorers.Benchmarks;

/// <summary>seedbench: four options about images or video frames. Published: the reply's first character.</summary>
internal sealed class SeedBenchScorer() : Scorer(
    "seedbench", 1, ["seed_image", "seed_video", "seed_all"], 16,
    ["question", "choice_a", "choice_b", "choice_c", "choice_d", "answer", "data_type"])
{
    public override string MainMetric => "seed_all";

    public override string Prompt(JsonElement item, ScoringMode mode) =>
        $"{item.Text("question")}\n{ListedOptions.Lines("abcd".Select(letter => item.Text($"choice_{letter}")))}\n"
        + PromptFrame.OptionLetter;

    public override AggregateScore Aggregate(string metric, IReadOnlyList<MetricValue> values, ScoringMode mode)
    {
        var mean = base.Aggregate(metric, values, mode);
        return mode == ScoringMode.AsPublished ? mean with { StandardError = null } : mean;
    }

    protected override SampleScore Default(JsonElement item, string reply)
    {
        var letter = OptionLetter.Of(reply, Options.OfChoiceFields(item))?.ToString();
        return Scored(item, letter is not null && letter == PythonStrings.Upper(PythonStrings.Strip(item.Text("answer"))), letter);
    }

    protected override SampleScore AsPublished(JsonElement item, string reply)
    {
        var first = PythonStrings.Strip(reply).EnumerateRunes().Take(1).Select(rune => rune.ToString()).FirstOrDefault("");
        return Scored(item, PythonStrings.Lower(first) == PythonStrings.Lower(PythonStrings.Strip(item.Text("answer"))), first);
    }

    private static SampleScore Scored(JsonElement item, bool right, string? reading) => new(
        new Dictionary<string, double?> { [$"seed_{item.Text("data_type")}"] = right ? 1 : 0, ["seed_all"] = right ? 1 : 0 }, reading);
}
