using System.Text.Json;
using LmmCl.Data.Batches;
using LmmCl.Data.Llava;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary><c>encoded.json</c>: ids with every image placeholder expanded, and labels, record by record.</summary>
internal static class EncodedCases
{
    private const string FileName = "encoded.json";

    public static IEnumerable<GoldenCase> Read(string folder, IReadOnlyList<TrainingCase> runs)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file) || runs.Count == 0)
        {
            return [];
        }

        var found = new Lazy<IReadOnlyList<(long[] Ids, long[] Labels)>>(() => Encode(runs[0]));
        var entries = JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllBytes(file))!;
        return [.. entries.Select((expected, index) =>
            new GoldenCase("training/encoded", expected.GetProperty("id").GetString()!, "0", () => Check(expected, found.Value, index)))];
    }

    private static GoldenOutcome Check(JsonElement expected, IReadOnlyList<(long[] Ids, long[] Labels)> found, int index) =>
        index >= found.Count
            ? new GoldenOutcome(Verdict.Failed, double.NaN, $"the records end after {found.Count}")
            : GoldenOutcome.All(
            [
                Differences.Ids("ids", expected.GetProperty("input_ids").Deserialize<long[]>()!, found[index].Ids),
                Differences.Ids("labels", expected.GetProperty("labels").Deserialize<long[]>()!, found[index].Labels),
            ]);

    /// <summary>Encodes each record in a batch of its own, so that there is no padding.</summary>
    private static List<(long[] Ids, long[] Labels)> Encode(TrainingCase run)
    {
        using var scope = NewDisposeScope();
        using var loaded = MultimodalModels.Load(run.Checkpoint);
        var inputs = FamilyInputs.For(loaded);
        var examples = inputs.Examples(LlavaFile.Read(run.Records), new PictureFolder(Path.GetDirectoryName(run.Records)!));
        return [.. examples
            .Select(example => inputs.Collator.ForTraining([example]))
            .Select(batch => (batch.InputIds.data<long>().ToArray(), batch.Labels!.data<long>().ToArray()))];
    }
}
