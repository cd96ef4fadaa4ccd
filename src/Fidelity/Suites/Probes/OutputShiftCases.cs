using System.Runtime.InteropServices;
using System.Text.Json;
using LmmCl.Evaluation.Probes;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>Kullback-Leibler divergence between two models' logits.</summary>
internal static class OutputShiftCases
{
    public static GoldenOutcome Check(JsonElement item, string folder)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, item.Text("file")));
        var tensors = item.Text("tensors");
        var shape = file.Entries[$"{tensors}base_logits"].Shape;
        var labels = MemoryMarshal.Cast<byte, long>(file.ReadBytes($"{tensors}labels"));
        var found = OutputShift.Of(
            file.ReadSingles($"{tensors}base_logits"), file.ReadSingles($"{tensors}tuned_logits"), labels, (int)shape[1], (int)shape[2]);
        int[] positions = [.. item.GetProperty("positions").EnumerateArray().Select(position => position.GetInt32())];
        return GoldenOutcome.All(
        [
            GoldenOutcome.Equal(positions.SequenceEqual(found.Positions), () => $"positions {string.Join(' ', found.Positions)}"),
            .. PerPosition(item, "per_position_base_tuned", found.BaseToTuned),
            .. PerPosition(item, "per_position_tuned_base", found.TunedToBase),
            Closeness.Of("kl_base_tuned", item.GetProperty("kl_base_tuned").NumberOrNull(), found.MeanBaseToTuned),
            Closeness.Of("kl_tuned_base", item.GetProperty("kl_tuned_base").NumberOrNull(), found.MeanTunedToBase),
        ]);
    }

    private static IEnumerable<GoldenOutcome> PerPosition(JsonElement item, string field, IReadOnlyList<double> found) =>
        item.GetProperty(field).EnumerateArray().Zip(found, (expected, value) => Closeness.Of(field, expected.NumberOrNull(), value));
}
