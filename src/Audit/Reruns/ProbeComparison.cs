using System.Globalization;
using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>Compares the values of every probe, and its detail files by hash.</summary>
internal static class ProbeComparison
{
    /// <summary>Name of this comparison.</summary>
    public const string What = "probes";

    /// <summary>Compares the probes of a stage.</summary>
    /// <param name="recorded">Recorded probes by id.</param>
    /// <param name="again">Probes of the rerun by id.</param>
    /// <param name="tolerance">Largest acceptable difference of a value, relative to the value or to 1, whichever is larger.</param>
    public static ComparedPart Of(
        IReadOnlyDictionary<string, ProbeMeasured> recorded, IReadOnlyDictionary<string, ProbeMeasured> again, double tolerance)
    {
        var ids = recorded.Keys.Union(again.Keys).Order(StringComparer.Ordinal).ToList();
        var differences = ids.Select(id => Difference(id, recorded.GetValueOrDefault(id), again.GetValueOrDefault(id))).ToList();
        var isWithin = ids.All(id => IsWithin(recorded.GetValueOrDefault(id), again.GetValueOrDefault(id), tolerance));
        return ComparedPart.Of(What, differences, isWithin);
    }

    private static string? Difference(string id, ProbeMeasured? recorded, ProbeMeasured? again)
    {
        if (recorded is null || again is null)
        {
            return $"{id}: {(recorded is null ? "it was not recorded" : "it was recorded, and is not taken now")}";
        }

        foreach (var figure in recorded.Values.Keys.Union(again.Values.Keys).Order(StringComparer.Ordinal))
        {
            var (before, now) = (recorded.Values.GetValueOrDefault(figure, double.NaN), again.Values.GetValueOrDefault(figure, double.NaN));
            if (!before.Equals(now))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{id}: {figure} {before} was recorded, it is {now}");
            }
        }

        return recorded.Samples != again.Samples || recorded.ProbeVersion != again.ProbeVersion
            ? $"{id}: version {recorded.ProbeVersion} with {recorded.Samples} samples was recorded, it is version "
                + $"{again.ProbeVersion} with {again.Samples}"
            : recorded.Details == again.Details ? null
            : $"{id}: its details {recorded.Details?.Short} were recorded, they are {again.Details?.Short}";
    }

    private static bool IsWithin(ProbeMeasured? recorded, ProbeMeasured? again, double tolerance) =>
        recorded is not null && again is not null && recorded.Samples == again.Samples
        && recorded.Values.Keys.Union(again.Values.Keys).All(figure =>
            recorded.Values.TryGetValue(figure, out var before) && again.Values.TryGetValue(figure, out var now)
            && Math.Abs(before - now) <= tolerance * Math.Max(1, Math.Abs(before)));
}
