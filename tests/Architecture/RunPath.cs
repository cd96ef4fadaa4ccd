using System.Text.RegularExpressions;

namespace LmmCl.Architecture.Tests;

/// <summary>The files from <c>lmmcl run</c> to the optimiser step, as docs/architecture.md lists them for readers.</summary>
internal static partial class RunPath
{
    /// <summary>Paths relative to the repository, in order.</summary>
    public static IReadOnlyList<string> Files(string repository) =>
    [
        .. File.ReadLines(Path.Combine(repository, "docs", "architecture.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => row.Groups["path"].Value),
    ];

    [GeneratedRegex(@"^\| \d+ \| \[\w+\]\(\.\./(?<path>src/[\w/]+\.cs)\) \|")]
    private static partial Regex Row();
}
