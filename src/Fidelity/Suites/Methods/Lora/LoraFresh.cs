using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Lora;

/// <summary>Checks that a new adapter changes nothing, and that its A is in PEFT's range.</summary>
internal static class LoraFresh
{
    private const double LogitsTolerance = 1e-4;

    public static GoldenOutcome Check(LoraEntry entry, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = entry.Base();
        using var lora = new LoraUnderTest(methods, model);
        using var inputs = entry.Inputs();
        using var batch = entry.Batch();
        var before = model.Logits(batch);
        lora.Prepare(entry.Settings());
        var bounds = entry["a_uniform_bound"].EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetDouble());
        var added = lora.Trained.Where(parameter => parameter.Role == ParameterRole.Added).ToDictionary(parameter => parameter.Name);
        return GoldenOutcome.All(
        [
            TensorDifference.Check(model.Logits(batch), before, 0, "logits with a fresh adapter"),
            GoldenOutcome.Equal(TensorDifference.Of(before, inputs["base_logits"]) <= LogitsTolerance, () => "base_logits: others"),
            GoldenOutcome.Equal(
                bounds.Keys.Concat(bounds.Keys.Select(OfB)).ToHashSet().SetEquals(added.Keys),
                () => $"added parameters: {string.Join(", ", added.Keys)}"),
            .. bounds.Select(bound => Inside(added[bound.Key], bound.Value)),
            .. added.Values.Where(parameter => !bounds.ContainsKey(parameter.Name)).Select(IsZero),
        ]);
    }

    private static string OfB(string a) => a.Replace("lora_A", "lora_B", StringComparison.Ordinal);

    /// <summary>
    /// Checks that all values are inside the bound, and that the largest comes close to it, as in a uniform sample of a hundred values.
    /// </summary>
    private static GoldenOutcome Inside(ModelParameter a, double bound)
    {
        var largest = a.Value.abs().max().item<float>();
        return GoldenOutcome.Equal(
            largest <= bound * (1 + 1e-6) && largest > 0.75 * bound, () => $"{a.Name}: largest value {largest}, bound {bound}");
    }

    private static GoldenOutcome IsZero(ModelParameter b) =>
        GoldenOutcome.Equal(b.Value.count_nonzero().item<long>() == 0, () => $"{b.Name} is not zero");
}
