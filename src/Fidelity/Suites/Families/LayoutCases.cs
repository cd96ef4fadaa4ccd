using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Families;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Other layouts of the same weights, and other forms of the same configuration.</summary>
internal static class LayoutCases
{
    /// <summary>
    /// Checks that every checkpoint of the family gives the logits of every case with bitwise equal weights, whichever folder the case
    /// names.
    /// </summary>
    public static IEnumerable<GoldenCase> OfCheckpoints(
        FamilyFolder family, IReadOnlyList<string> checkpoints, IReadOnlyList<FamilyEntry> forwards)
    {
        foreach (var name in checkpoints)
        {
            yield return new GoldenCase(
                $"families/{family.Name}/layouts", name, "0, logits 1e-4", () => Layout(family, name, forwards));
        }
    }

    /// <summary>Loads the first checkpoint with another <c>config.json</c>.</summary>
    public static IEnumerable<GoldenCase> OfConfigs(FamilyFolder family, IEnumerable<string> files, IReadOnlyList<FamilyEntry> forwards) =>
        from file in files
        from entry in forwards.Where(entry => entry.Checkpoint == "checkpoint")
        select new GoldenCase(
            $"families/{family.Name}/configs",
            $"{Path.GetFileName(file)}: {entry.Name}",
            "1e-4",
            () => ForwardCases.Logits(entry, family, family.Model(entry, config: Path.Combine("configs", Path.GetFileName(file)))));

    private static GoldenOutcome Layout(FamilyFolder family, string name, IReadOnlyList<FamilyEntry> forwards)
    {
        var same = forwards.Where(entry => IsSame(family.Model(entry, name), family.Model(entry))).ToList();
        return GoldenOutcome.All(
        [
            GoldenOutcome.Equal(same.Count > 0, () => "no case has these weights, so its logits cannot be checked"),
            .. same.Select(entry => ForwardCases.Logits(entry, family, family.Model(entry, name))),
        ]);
    }

    /// <summary>
    /// True for equal weights and the same order of height and width in the tilings: the original code, recognisable by a placeholder that
    /// is not a token, reads the pairs as width and height.
    /// </summary>
    private static bool IsSame(VisionLanguageModel one, VisionLanguageModel other) =>
        one.ImageTokenId < 0 == other.ImageTokenId < 0
        && one.Parameters.Count == other.Parameters.Count
        && one.Parameters.Zip(other.Parameters).All(
            pair => pair.First.Name == pair.Second.Name && TensorDifference.Of(pair.First.Value, pair.Second.Value) == 0);
}
