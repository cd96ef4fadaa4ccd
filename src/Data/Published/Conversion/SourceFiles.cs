using System.Globalization;
using System.Text.RegularExpressions;
using LmmCl.Abstractions;
using LmmCl.Data.Published.Sets;
using LmmCl.Data.Published.Tables;

namespace LmmCl.Data.Published.Conversion;

/// <summary>Finds the published files of a split: the files given, and in given folders the files with the publisher's names.</summary>
internal static partial class SourceFiles
{
    private const int MostNamed = 5;

    /// <summary>Returns the files, in the order of their rows.</summary>
    /// <exception cref="InputException">A folder has none, or parts of a file are missing.</exception>
    public static IReadOnlyList<string> Find(PublishedSet set, PublishedSplit split, IReadOnlyList<string> sources)
    {
        if (sources.Count == 0)
        {
            throw new InputException("lmmcl data convert", "no published file is named.", "Name the files, or their folder.");
        }

        return
        [
            .. sources.SelectMany(source =>
                Directory.Exists(source) && !CubFolder.IsAt(source) ? InFolder(set, split, source) : [source]),
        ];
    }

    private static List<string> InFolder(PublishedSet set, PublishedSplit split, string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (set.Folder is { } part && all.Exists(file => IsIn(folder, file, part)))
        {
            all.RemoveAll(file => !IsIn(folder, file, part));
        }

        // Fall back to files that name no split: MMStar's only file has the name of the set.
        var found = all.Where(file => IsOf(split, folder, file)).ToList();
        var files = found.Count > 0 ? found : all.Where(file => !NamesOf(folder, file).Any(name => SplitName().IsMatch(name))).ToList();
        if (files.Count == 0)
        {
            var there = all.Count == 0 ? "It has no Parquet files."
                : $"It has {string.Join(", ", all.Take(MostNamed).Select(file => Path.GetRelativePath(folder, file)))}"
                    + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more." : ".");
            throw new InputException(
                folder,
                $"there is no file of the published split '{split.Published}' of {set.Name}. {there}",
                "Name the files themselves.");
        }

        RefuseGaps(folder, files);
        return files;
    }

    /// <summary>Returns the components of a file's path relative to a folder.</summary>
    private static string[] NamesOf(string folder, string file) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    private static bool IsIn(string folder, string file, string part) =>
        NamesOf(folder, file).Contains(part) || Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == part;

    /// <summary>True if the file's name begins with the split's, or a folder on its path has the split's name.</summary>
    private static bool IsOf(PublishedSplit split, string folder, string file) =>
        NamesOf(folder, file) is [.. var folders, var name]
        && (folders.Contains(split.Published)
            || name == $"{split.Published}.parquet"
            || name.StartsWith($"{split.Published}-", StringComparison.Ordinal));

    /// <summary>Rejects missing parts of a split whose files are named like <c>test-00000-of-00003.parquet</c>.</summary>
    private static void RefuseGaps(string folder, List<string> files)
    {
        foreach (var parts in files.Select(file => (file, match: Part().Match(file))).Where(one => one.match.Success)
            .GroupBy(one => (one.match.Groups[1].Value, one.match.Groups[3].Value)))
        {
            var there = parts.Select(one => int.Parse(one.match.Groups[2].Value, CultureInfo.InvariantCulture)).ToHashSet();
            var count = int.Parse(parts.Key.Item2, CultureInfo.InvariantCulture);
            var missing = Enumerable.Range(0, Math.Min(count, 100_000)).Where(part => !there.Contains(part)).ToList();
            if (missing.Count > 0)
            {
                var name = Path.GetFileName(parts.Key.Item1);
                var names = missing.Take(MostNamed).Select(part => $"{name}-{part:00000}-of-{parts.Key.Item2}");
                throw new InputException(
                    folder,
                    $"{missing.Count} of {count} parts are missing: {string.Join(", ", names)}{(missing.Count > MostNamed ? " ..." : "")}.",
                    "Download them, or name the files to convert only those.");
            }
        }
    }

    [GeneratedRegex(@"^(.*)-(\d{5})-of-(\d{5})\.parquet$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"^(train|test|val|validation|dev)([-.]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SplitName();
}
