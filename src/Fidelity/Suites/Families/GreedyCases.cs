using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Greedy continuations, single and batched.</summary>
internal static class GreedyCases
{
    public static GoldenCase Of(FamilyEntry entry, FamilyFolder family) =>
        new($"families/{family.Name}/greedy", entry.Name, "0", () => Check(entry, family));

    private static GoldenOutcome Check(FamilyEntry entry, FamilyFolder family)
    {
        using var scope = NewDisposeScope();
        var model = family.Model(entry);
        using var batch = PromptBatch.Make(entry, family, model, null).MoveTo(model.Placement.Device);
        var options = new GenerationOptions(entry.MaxNewTokens, entry.EosTokenId is { } end ? [end] : []);
        var found = GreedyDecoder.Generate(model, batch, options);
        return GoldenOutcome.All(entry.Tokens.Select((expected, row) => Row(row, expected, Ended(found[row], entry))));
    }

    /// <summary>Adds the end token, which the library keeps and this decoder leaves out.</summary>
    private static IReadOnlyList<int> Ended(IReadOnlyList<int> tokens, FamilyEntry entry) =>
        entry.EosTokenId is { } end && tokens.Count < entry.MaxNewTokens ? [.. tokens, end] : tokens;

    private static GoldenOutcome Row(int row, IReadOnlyList<int> expected, IReadOnlyList<int> found) => GoldenOutcome.Equal(
        found.SequenceEqual(expected),
        () => $"row {row}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
}
