using LmmCl.Fidelity.Suites;

namespace LmmCl.Fidelity.Cases;

/// <summary>Describes the first difference between two sequences or texts.</summary>
internal static class Differences
{
    private const int Shown = 12;

    public static GoldenOutcome Ids<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> found)
        where T : IEquatable<T> =>
        GoldenOutcome.Equal(expected.SequenceEqual(found), () =>
        {
            var at = expected.Zip(found).TakeWhile(pair => pair.First.Equals(pair.Second)).Count();
            return $"{what}: {expected.Count} expected, {found.Count} found, first different at {at}: "
                + $"expected {string.Join(' ', expected.Skip(at).Take(Shown))}, found {string.Join(' ', found.Skip(at).Take(Shown))}";
        });

    public static GoldenOutcome Text(string what, string expected, string found) =>
        GoldenOutcome.Equal(expected == found, () => $"{what}: expected \"{expected}\", found \"{found}\"");
}
