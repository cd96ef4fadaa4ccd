using System.Text;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>Combines several files into one hash: over their relative names and content hashes, sorted by name.</summary>
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
