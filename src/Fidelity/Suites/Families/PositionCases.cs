using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Qwen25VL;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Multimodal positions and attention windows of Qwen2.5-VL.</summary>
internal static class PositionCases
{
    /// <summary>Compares positions, their offsets in generation, and order and lengths of the windows.</summary>
    public static GoldenOutcome Check(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        using var tensors = family.Tensors(entry.File!);
        var model = (Qwen25VLModel)family.Model(entry);
        using var batch = FileBatch.Read(tensors, model);
        var found = Qwen25VLLayout.Of(batch, model.Config);

        // The library counts offsets from the padded length, this code from the row's real tokens.
        var padding = batch.AttentionMask.eq(Numbers.Of(0)).sum(1, keepdim: true);
        return GoldenOutcome.All(
        [
            TensorDifference.Check(found.Positions, tensors["position_ids"], 0, "position_ids"),
            TensorDifference.Check(found.Offsets, tensors["rope_deltas"].Plus(padding), 0, "rope_deltas"),
            .. tensors.Has("window_index")
                ? [
                    Differences.Ids("window_index", tensors.Longs("window_index"), found.WindowOrder),
                    Differences.Ids("cu_window_seqlens", tensors.Longs("cu_window_seqlens"), Cumulative(found.WindowLengths)),
                ]
                : Array.Empty<GoldenOutcome>(),
        ]);
    }

    private static List<long> Cumulative(IEnumerable<int> lengths)
    {
        var ends = new List<long> { 0 };
        foreach (var length in lengths)
        {
            ends.Add(ends[^1] + length);
        }

        return ends;
    }
}
