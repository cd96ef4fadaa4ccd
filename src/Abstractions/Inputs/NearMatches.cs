namespace LmmCl.Abstractions;

/// <summary>Suggests known names that resemble an unknown one.</summary>
public static class NearMatches
{
    /// <summary>
    /// Returns "Did you mean 'a' or 'b'?" if some names are close to <paramref name="unknown"/>, otherwise "Known: a, b, c."
    /// </summary>
    public static string Suggest(string unknown, IEnumerable<string> known)
    {
        var names = known.Distinct().Order(StringComparer.Ordinal).ToList();
        var near = names
            .Select(name => (name, distance: Distance(unknown.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(match => match.distance <= Math.Max(2, match.name.Length / 3))
            .OrderBy(match => match.distance)
            .Take(3)
            .ToList();

        // With a near-exact match, drop names that only share an ending.
        near.RemoveAll(match => match.distance > Math.Max(2, 2 * near[0].distance));
        return near.Count > 0
            ? $"Did you mean {string.Join(" or ", near.Select(match => $"'{match.name}'"))}?"
            : $"Known: {string.Join(", ", names)}.";
    }

    /// <summary>Levenshtein distance in UTF-16 units.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
