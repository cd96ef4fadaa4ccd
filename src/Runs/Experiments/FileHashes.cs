using System.Text;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>Combines several files into one hash: over their relative names and content hashes, sorted by name.</summary>
internal static class FileHashes
{
    /// <param name="folder">The folder that names are relative to.</param>
    /// <param name="files">The files.</param>
    /// <param name="hash">Hashes a file; null reads it.</param>
    public static ContentHash OfFiles(string folder, IEnumerable<string> files, Func<string, ContentHash>? hash = null)
    {
        var lines = new StringBuilder();
        var named = files.Select(file => (Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), Path: file));
        foreach (var (name, path) in named.OrderBy(file => file.Name, StringComparer.Ordinal))
            lines.Append(name).Append(' ').Append((hash ?? ContentHash.OfFile)(path).Hex).Append('\n');
        return ContentHash.Of(lines.ToString());
    }
}
