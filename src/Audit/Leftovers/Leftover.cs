using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>A file or folder of a run that no event needs.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">The same, relative to the run folder.</param>
/// <param name="Bytes">Size of all that is in it.</param>
/// <param name="Reason">Why nothing needs it, in words.</param>
internal sealed record Leftover(string Path, string Name, long Bytes, string Reason)
{
    /// <summary>Measures what is to go.</summary>
    public static Leftover Of(string root, string path, string reason) =>
        new(path, new RunFolder(root).Relative(path), FoldersOnDisk.BytesOf(path), reason);

    /// <summary>Removes it.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public void Delete()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
        else
        {
            File.Delete(Path);
        }
    }
}
