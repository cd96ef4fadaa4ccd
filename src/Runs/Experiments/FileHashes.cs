using System.Text;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>One hash for several files: over their names relative to a folder and their contents' hashes, in order of names.</summary>
internal static class FileHashes
{
    public static ContentHash OfFiles(string folder, IEnumerable<string> files)
    {
        var lines = new StringBuilder();
        var named = files.Select(file => (Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), Path: file));
        foreach (var (name, path) in named.OrderBy(file => file.Name, StringComparer.Ordinal))
            lines.Append(name).Append(' ').Append(ContentHash.OfFile(path).Hex).Append('\n');
        return ContentHash.Of(lines.ToString());
    }
}
