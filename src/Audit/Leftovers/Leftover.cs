using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>A file or folder of a run that no event needs.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">Path relative to the run folder.</param>
/// <param name="Bytes">Total size.</param>
/// <param name="Reason">The reason why it is not needed.</param>
internal sealed record Leftover(string Path, string Name, long Bytes, string Reason)
{
    /// <summary>Creates a leftover and measures its size.</summary>
    public static Leftover Of(string root, string path, string reason) =>
        new(path, new RunFolder(root).Relative(path), FoldersOnDisk.BytesOf(path), reason);

    /// <summary>Deletes it.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
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
