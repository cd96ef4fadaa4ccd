using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites.Methods.Lora;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Logits with a PEFT adapter on the checkpoint, active and merged into the weights.</summary>
internal static class AdapterCases
{
    private const double Tolerance = 5e-4;

    public static IEnumerable<GoldenCase> Of(FamilyEntry entry, FamilyFolder family, Func<string, IMitigationMethod> methods)
    {
        var group = $"families/{family.Name}/adapter";
        GoldenCase Case(string what, Func<GoldenOutcome> check) => new(group, $"{entry.Name}, {what}", "5e-4", check);
        yield return Case("active", () => Active(entry, family, methods));
        yield return Case("merged", () => Merged(entry, family, methods));
    }

    private static GoldenOutcome Active(FamilyEntry entry, FamilyFolder family, Func<string, IMitigationMethod> methods)
    {
        using var model = family.Fresh(entry);
        using var lora = new LoraUnderTest(methods, model);
        lora.Attach(family.PathOf(entry.Adapter!));
        return ForwardCases.Logits(entry, family, model, Tolerance);
    }

    private static GoldenOutcome Merged(FamilyEntry entry, FamilyFolder family, Func<string, IMitigationMethod> methods)
    {
        using var model = family.Fresh(entry);
        using var lora = new LoraUnderTest(methods, model);
        lora.Prepare(LoraUnderTest.From(family.PathOf(entry.Adapter!), "merge"));
        lora.Finish();
        return ForwardCases.Logits(entry, family, model, Tolerance);
    }
}
