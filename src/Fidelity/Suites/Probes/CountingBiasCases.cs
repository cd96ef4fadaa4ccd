using System.Text.Json;
using LmmCl.Evaluation.Probes;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>
/// Counting bias of one generated text, computed directly and by the recorder that observes a generation, and over several texts.
/// </summary>
internal static class CountingBiasCases
{
    public static GoldenOutcome Sample(JsonElement item, string folder)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, item.Text("file")));
        var name = item.Text("logits");
        var vocabulary = (int)file.Entries[name].Shape[1];
        var logits = file.ReadSingles(name);
        int[] numberTokens = [.. item.GetProperty("number_token_ids").EnumerateArray().Select(id => id.GetInt32())];
        var plain = new SampleBias([.. logits.Chunk(vocabulary).Select(step => StepBias.Of(step, numberTokens))]);
        return GoldenOutcome.All(
        [
            .. Steps(item.GetProperty("per_step"), plain.Steps),
            .. Figures("default", item, plain),
            .. Figures("as_published", item, plain),
            .. Figures("default", item, Watched(logits, vocabulary, numberTokens)),
        ]);
    }

    public static GoldenOutcome Aggregate(JsonElement item)
    {
        var found = CountingBias.Aggregate([.. item.GetProperty("samples").EnumerateArray().Select(sample =>
            (IReadOnlyDictionary<string, double?>)sample.EnumerateObject()
                .ToDictionary(figure => figure.Name, figure => figure.Value.NumberOrNull()))]);
        var expected = item.GetProperty("default").EnumerateObject().ToList();
        return GoldenOutcome.All(
        [
            GoldenOutcome.Equal(expected.Count == found.Count, () => $"expected {expected.Count} figures, found {found.Count}"),
            .. expected.Select(figure => Closeness.Of(figure.Name, figure.Value.NumberOrNull(), found.GetValueOrDefault(figure.Name))),
        ]);
    }

    private static SampleBias Watched(float[] logits, int vocabulary, int[] numberTokens)
    {
        using var recorder = new CountingBiasRecorder(numberTokens, rows: 1);
        foreach (var (step, scores) in logits.Chunk(vocabulary).Index())
        {
            using var scope = NewDisposeScope();
            recorder.Observe(step, [0], tensor(scores).reshape(1, vocabulary));
        }

        return recorder.Samples[0];
    }

    private static IEnumerable<GoldenOutcome> Steps(JsonElement expected, IReadOnlyList<StepBias> steps) =>
    [
        .. Step(expected, "max_number_logit", steps, step => step.LargestLogit),
        .. Step(expected, "max_number_prob", steps, step => step.LargestProbability),
        .. Step(expected, "total_number_prob", steps, step => step.TotalProbability),
    ];

    private static IEnumerable<GoldenOutcome> Step(
        JsonElement expected, string name, IReadOnlyList<StepBias> steps, Func<StepBias, double> part) =>
        expected.GetProperty(name).EnumerateArray()
            .Zip(steps, (wanted, step) =>
                Closeness.Of($"{name} of a step", wanted.NumberOrNull(), double.IsFinite(part(step)) ? part(step) : null));

    private static IEnumerable<GoldenOutcome> Figures(string mode, JsonElement item, SampleBias found) =>
        item.GetProperty(mode)
            .EnumerateObject()
            .Select(figure => Closeness.Of($"{mode} {figure.Name}", figure.Value.NumberOrNull(), found[figure.Name]));
}
