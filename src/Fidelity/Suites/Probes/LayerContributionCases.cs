using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Evaluation.Scorers;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>The changes that tuning makes to the outputs of attention and MLP, by default and as published.</summary>
internal static class LayerContributionCases
{
    public const string Stated = "1e-4 relative, as published 1e-3 relative (a noted case: 1e-3, 1 absolute)";

    public static GoldenOutcome Check(JsonElement item, string folder)
    {
        using var scope = NewDisposeScope();
        using var file = new GoldenTensors(Path.Combine(folder, item.Text("file")));
        var noted = item.Text("note").Length > 0;
        return GoldenOutcome.All(
        [
            .. Default(item, file, noted ? 1e-3 : 1e-4),
            .. AsPublished(item, file, expected => noted ? 1.0 : 1e-3 * Math.Abs(expected)),
        ]);
    }

    private static IEnumerable<GoldenOutcome> Default(JsonElement item, GoldenTensors file, double relative)
    {
        using var found = Measure(item, file, ScoringMode.Default, sample => file[$"{sample}answer_mask_expanded"].ne(Numbers.Of(0)));
        var expected = item.GetProperty("default");
        return
        [
            .. Means(expected, "sa_mean", found.AttentionMeans, wanted => relative * Math.Abs(wanted)),
            .. Means(expected, "mlp_mean", found.MlpMeans, wanted => relative * Math.Abs(wanted)),
        ];
    }

    private static IEnumerable<GoldenOutcome> AsPublished(JsonElement item, GoldenTensors file, Func<double, double> tolerance)
    {
        var ignored = Numbers.Of(MultimodalBatch.IgnoredLabel);
        using var found = Measure(item, file, ScoringMode.AsPublished, sample => file[$"{sample}labels_unexpanded"].ne(ignored));
        var expected = item.GetProperty("as_published");
        var counts = expected.GetProperty("sample_count").EnumerateArray();
        return
        [
            .. Means(expected, "sa_mean", found.AttentionMeans, tolerance),
            .. Means(expected, "mlp_mean", found.MlpMeans, tolerance),
            GoldenOutcome.Equal(counts.All(count => count.GetInt32() == found.Samples), () => $"{found.Samples} samples"),
        ];
    }

    private static LayerContribution Measure(JsonElement item, GoldenTensors file, ScoringMode mode, Func<string, Tensor> chosen)
    {
        var (group, layers) = (item.Text("tensors"), item.GetProperty("layers").GetInt32());
        var probe = new LayerContribution(file[$"{group}base_head"], file[$"{group}tuned_head"], mode);
        for (var number = 0; number < item.GetProperty("samples").GetInt32(); number++)
        {
            var sample = $"{group}sample-{number}/";
            var rows = chosen(sample).nonzero().flatten();
            IReadOnlyList<Tensor> Block(string name) =>
                [.. Enumerable.Range(0, layers).Select(layer => file[sample + name].select(0, layer).index_select(0, rows))];
            probe.Add(new(Block("base_attention"), Block("base_mlp")), new(Block("tuned_attention"), Block("tuned_mlp")));
        }

        return probe;
    }

    private static IEnumerable<GoldenOutcome> Means(
        JsonElement expected, string field, IReadOnlyList<double> found, Func<double, double> tolerance)
    {
        double[] wanted = [.. expected.GetProperty(field).EnumerateArray().Select(value => value.GetDouble())];
        return wanted.Length == found.Count
            ? wanted.Zip(found, (want, got) => GoldenOutcome.Within(Math.Abs(want - got), tolerance(want), field))
            : [GoldenOutcome.Equal(false, () => $"{field}: {found.Count} layers, expected {wanted.Length}")];
    }
}
