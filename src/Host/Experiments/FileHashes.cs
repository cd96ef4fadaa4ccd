using System.Text;
using LmmCl.Abstractions.Events;

namespace LmmCl.Host.Experiments;

/// <summary>One hash for several files: over their names relative to a folder and their contents' hashes, in order of names.</summary>
internal static class FileHashes
{
    public static ContentHash OfFiles(string folder, IEnumerable<string> files)
    {
        var lines = files
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), Path: file))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Aggregate(new StringBuilder(), (text, file) => text.Append(file.Name).Append(' ').Append(ContentHash.OfFile(file.Path).Hex).Append('\n'));
        return ContentHash.Of(lines.ToString());
    }
}
