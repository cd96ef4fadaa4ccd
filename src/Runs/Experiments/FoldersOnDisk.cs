using System.IO.Enumeration;

namespace LmmCl.Runs.Experiments;

/// <summary>Lists the content of folders; reports links, but never follows them.</summary>
internal static class FoldersOnDisk
{
    // Include hidden files.
    private static readonly EnumerationOptions all = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    /// <summary>True for a symbolic link, whatever its target.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Files at any depth.</summary>
    public static IEnumerable<string> FilesBelow(string folder) =>
        Find(folder, (ref entry) => !entry.IsDirectory, (ref entry) => entry.ToFullPath());

    /// <summary>The first link at any depth; null if there is none.</summary>
    public static string? FirstLink(string folder) => LinksBelow(folder).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Links at any depth.</summary>
    public static IEnumerable<string> LinksBelow(string folder) =>
        Find(folder, (ref entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint), (ref entry) => entry.ToFullPath());

    /// <summary>Size of a file, or of all files in a folder.</summary>
    public static long BytesOf(string path) =>
        Directory.Exists(path)
            ? Find(path, (ref entry) => !entry.IsDirectory, (ref entry) => entry.Length).Sum()
            : new FileInfo(path).Length;

    private static FileSystemEnumerable<T> Find<T>(
        string folder, FileSystemEnumerable<T>.FindPredicate wanted, FileSystemEnumerable<T>.FindTransform taken) =>
        new(folder, taken, all)
        {
            ShouldIncludePredicate = wanted,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
