using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>Two consecutive adapters: merged, and both active.</summary>
internal static class LoraStack
{
    private const double Tolerance = 1e-4;

    public static GoldenOutcome Check(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var expected = entry.Expected();
        using var batch = entry.Batch();
        var (adapters, overlapping) = (entry.Names("adapters"), entry.Names("overlapping_adapters"));
        string? OfLast(int index) => index == overlapping.Count ? "overlap-logits" : null;
        return GoldenOutcome.All(
        [
            .. Merged(entry, methods, batch, expected, adapters, "merged/", index => $"logits-after-{index}"),
            .. Merged(entry, methods, batch, expected, overlapping, "overlap-merged/", OfLast),
            Active(entry, methods, batch, adapters, expected[$"logits-after-{adapters.Count}"], "both active"),
            Active(entry, methods, batch, overlapping, expected["overlap-logits"], "both active on the same maps"),
        ]);
    }

    private static List<GoldenOutcome> Merged(
        LoraEntry entry,
        Func<string, IMitigationMethod> methods,
        MultimodalBatch batch,
        GoldenTensors expected,
        IReadOnlyList<string> adapters,
        string prefix,
        Func<int, string?> logits)
    {
        using var model = entry.Base();
        using var untouched = entry.Base();
        var outcomes = new List<GoldenOutcome>();
        foreach (var (index, adapter) in adapters.Index())
        {
            using var lora = new LoraUnderTest(methods, model);
            lora.Prepare(LoraUnderTest.From(entry.PathOf(adapter), "merge"));
            lora.Finish();
            if (logits(index + 1) is { } name)
            {
                outcomes.Add(TensorDifference.Check(model.Logits(batch), expected[name], Tolerance, name));
            }
        }

        outcomes.AddRange(LoraCases.MergedTensors(model, untouched, expected, prefix));
        return outcomes;
    }

    /// <summary>
    /// Checks the state folder of a stage with stacked adapters: the newest in the folder itself, earlier ones in subfolders.
    /// </summary>
    private static GoldenOutcome Active(
        LoraEntry entry,
        Func<string, IMitigationMethod> methods,
        MultimodalBatch batch,
        IReadOnlyList<string> adapters,
        Tensor expected,
        string what)
    {
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        foreach (var (index, adapter) in adapters.Index())
        {
            var isNewest = index == adapters.Count - 1;
            var target = Directory.CreateDirectory(isNewest ? lora.State : Path.Combine(lora.State, $"stage-{index + 1}")).FullName;
            foreach (var file in Directory.GetFiles(entry.PathOf(adapter), "adapter_*"))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        lora.Attach(lora.State, "stack");
        return TensorDifference.Check(model.Logits(batch), expected, Tolerance, what);
    }
}
