using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>All of PEFT's computations with an adapter, and the adapter's files in both directions.</summary>
internal static class LoraCases
{
    private const double Tolerance = 1e-4;

    /// <summary>The cases of one entry.</summary>
    public static IEnumerable<GoldenCase> Of(JsonElement item, string folder, Func<string, IMitigationMethod> methods)
    {
        var (entry, kind) = (new LoraEntry(item, folder), item.Text("method"));
        GoldenCase Case(string what, string tolerance, Func<GoldenOutcome> check) => new($"methods/{what}", entry.Name, tolerance, check);
        return kind switch
        {
            "lora" =>
            [
                Case("lora/active", "1e-4", () => Active(entry, methods)),
                Case("lora/merged", "1e-4", () => Merged(entry, methods)),
                Case("lora/gradients", "loss 1e-5, 1e-4 x largest + 1e-6", () => LoraTraining.Gradients(entry, methods)),
                Case("lora/ten steps", "loss 1e-4, weights 1e-4", () => LoraTraining.TenSteps(entry, methods)),
                Case("lora/files", "0", () => LoraFiles.Check(entry, methods)),
            ],
            "lora-stack" => [Case(kind, "1e-4", () => LoraStack.Check(entry, methods))],
            "lora-fresh" => [Case(kind, "0", () => LoraFresh.Check(entry, methods))],
            "lora-targets" => [Case(kind, "0", () => LoraTargets.Check(entry, methods))],
            _ => [GoldenCase.NotCovered($"methods/{kind}", entry.Name, $"method '{kind}' is not known")],
        };
    }

    /// <summary>Compares every merged tensor that a file lists under a prefix, and checks that no other parameter changed.</summary>
    public static IEnumerable<GoldenOutcome> MergedTensors(
        IMultimodalModel merged, IMultimodalModel untouched, GoldenTensors expected, string prefix)
    {
        foreach (var (now, before) in merged.Parameters.Zip(untouched.Parameters))
        {
            if (expected.Has(prefix + now.Name))
            {
                using var golden = expected[prefix + now.Name];
                yield return TensorDifference.Check(now.Value, golden, Tolerance, prefix + now.Name);
            }
            else
            {
                yield return GoldenOutcome.Equal(TensorDifference.Of(now.Value, before.Value) == 0, () => $"{now.Name} moved");
            }
        }
    }

    private static GoldenOutcome Active(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        using var expected = entry.Expected();
        using var batch = entry.Batch();
        lora.Attach(entry.Adapter);
        return TensorDifference.Check(model.Logits(batch), expected["logits"], Tolerance, "logits");
    }

    private static GoldenOutcome Merged(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = entry.Base();
        using var untouched = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        using var expected = entry.Expected();
        using var batch = entry.Batch();
        lora.Prepare(LoraUnderTest.From(entry.Adapter, "merge"));
        lora.Finish();
        const string prefix = "merged/";
        var listed = expected.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);
        return GoldenOutcome.All(
        [
            .. MergedTensors(model, untouched, expected, prefix),
            GoldenOutcome.Equal(listed.ToHashSet().SetEquals(entry.Names("merged_keys")), () => "merged_keys: the file has others"),
            TensorDifference.Check(model.Logits(batch), expected["merged_logits"], Tolerance, "merged_logits"),
        ]);
    }
}
