using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Checks;

/// <summary>Compares a plugin's folder, subfolders included, with its manifest.</summary>
internal static class PluginFiles
{
    /// <summary>Maximum number of files in a plugin.</summary>
    public const int Most = 4096;

    private const long MostBytes = 4L << 30;

    private static readonly ContentHash ofNothing = ContentHash.Of("");

    private static readonly EnumerationOptions everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <exception cref="InputException">A file is missing, changed or not listed, is a link, or the plugin is too large.</exception>
    public static void Check(string folder, PluginManifest manifest)
    {
        var found = Find(new DirectoryInfo(folder)).Take(Most + 2)
            .ToDictionary(file => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'));
        found.Remove(PluginManifest.FileName);
        if (found.Keys.FirstOrDefault(path => !manifest.Files.ContainsKey(path)) is { } unlisted)
        {
            throw new InputException(
                Path.Combine(folder, unlisted),
                $"the file is not listed in {PluginManifest.FileName}.",
                "Remove it, or build the plugin again.");
        }

        if (manifest.Files.Keys.FirstOrDefault(path => !found.ContainsKey(path)) is { } missing)
        {
            throw new InputException(Path.Combine(folder, missing), $"the file is listed in {PluginManifest.FileName} but missing.");
        }

        if (found.Values.Sum(file => file.Length) is > MostBytes and var bytes)
        {
            throw new InputException(folder, $"it has {bytes:N0} bytes; a plugin has at most {MostBytes:N0}.");
        }

        foreach (var (path, expected) in manifest.Files)
        {
            if (Hash(found[path]) is var hash && hash != expected)
            {
                throw new InputException(
                    Path.Combine(folder, path),
                    $"its SHA-256 begins with {hash.Short}, {PluginManifest.FileName} says {expected.Short}.",
                    "The file was changed after the build.");
            }
        }
    }

    private static IEnumerable<FileInfo> Find(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", everything))
        {
            if (entry.LinkTarget is not null)
            {
                throw new InputException(entry.FullName, "it is a link, which could point anywhere.", "Copy the file itself.");
            }

            foreach (var file in entry is DirectoryInfo inner ? Find(inner) : [(FileInfo)entry])
            {
                yield return file;
            }
        }
    }

    /// <summary>Does not open empty files: one could be a pipe, and reading it would block.</summary>
    private static ContentHash Hash(FileInfo file) => file.Length == 0 ? ofNothing : ContentHash.OfFile(file.FullName);
}
