using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity;

/// <summary>One row of the fidelity report.</summary>
/// <param name="Group">Suite and kind.</param>
/// <param name="Cases">Number of cases found.</param>
/// <param name="Passed">Number of cases passed.</param>
/// <param name="NotCovered">Number of cases that this version cannot check.</param>
/// <param name="LargestDifference">Largest difference over the checked cases.</param>
/// <param name="Tolerance">Tolerance as stated by the suite.</param>
/// <param name="Failures">Name and message of each failed case.</param>
/// <param name="Reasons">Distinct reasons why cases are not covered.</param>
public sealed record GoldenRow(
    string Group,
    int Cases,
    int Passed,
    int NotCovered,
    double LargestDifference,
    string Tolerance,
    IReadOnlyList<string> Failures,
    IReadOnlyList<string> Reasons)
{
    /// <summary>Number of cases checked that did not pass.</summary>
    public int Failed => Cases - Passed - NotCovered;
}

/// <summary>Runs golden suites found under a folder.</summary>
public sealed class GoldenRun(IReadOnlyList<IGoldenSuite> suites)
{
    /// <summary>
    /// Rows of every suite below <paramref name="goldens"/>, or of one if <paramref name="suite"/> names it. A folder without a known suite
    /// gives a row of its own, not covered.
    /// </summary>
    /// <exception cref="Abstractions.InputException">The folder does not exist, or no suite has the given name.</exception>
    public IEnumerable<GoldenRow> Run(string goldens, string? suite = null)
    {
        foreach (var folder in SuiteFolders(goldens, suite))
        {
            var known = suites.FirstOrDefault(candidate => candidate.Name == Path.GetFileName(folder));
            var cases = known is null
                ? [GoldenCase.NotCovered(Path.GetFileName(folder), "*", "no suite of this name is known")]
                : Found(known, folder);
            foreach (var group in cases.GroupBy(item => item.Group))
            {
                yield return Row(group.Key, [.. group]);
            }
        }
    }

    private IEnumerable<string> SuiteFolders(string goldens, string? suite)
    {
        if (!Directory.Exists(goldens))
        {
            throw new Abstractions.InputException(goldens, "the folder of golden files does not exist.");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(goldens));
        var isSuite = suites.Any(known => known.Name == Path.GetFileName(root));
        var folders = isSuite ? [root] : Directory.GetDirectories(root).Order(StringComparer.Ordinal).ToArray();
        var names = folders.Select(folder => Path.GetFileName(folder)!).ToArray();
        if (suite is not null && !names.Contains(suite))
        {
            throw new Abstractions.InputException(goldens, $"there is no suite '{suite}'.", Abstractions.NearMatches.Suggest(suite, names));
        }

        return folders.Where(folder => suite is null || Path.GetFileName(folder) == suite);
    }

    private static IEnumerable<GoldenCase> Found(IGoldenSuite suite, string folder)
    {
        try
        {
            return [.. suite.Cases(folder)];
        }
        catch (Exception error)
        {
            return [new GoldenCase(suite.Name, "reading", "-", () => new GoldenOutcome(Verdict.Failed, double.NaN, error.Message))];
        }
    }

    private static GoldenRow Row(string group, List<GoldenCase> cases)
    {
        var results = cases.Select(item => (item.Name, Outcome: Checked(item))).ToList();
        var of = results.ToLookup(result => result.Outcome.Verdict);
        return new GoldenRow(
            group,
            cases.Count,
            of[Verdict.Passed].Count(),
            of[Verdict.NotCovered].Count(),
            results.Where(result => result.Outcome.Verdict != Verdict.NotCovered)
                .Select(result => result.Outcome.Difference)
                .DefaultIfEmpty()
                .Max(),
            cases[0].Tolerance,
            [.. of[Verdict.Failed].Select(result => $"{result.Name}: {result.Outcome.Message}")],
            [.. of[Verdict.NotCovered].Select(result => result.Outcome.Message ?? "").Distinct()]);
    }

    private static GoldenOutcome Checked(GoldenCase item)
    {
        try
        {
            return item.Check();
        }
        catch (Exception error)
        {
            return new GoldenOutcome(Verdict.Failed, double.NaN, $"{error.GetType().Name}: {error.Message}");
        }
    }
}
