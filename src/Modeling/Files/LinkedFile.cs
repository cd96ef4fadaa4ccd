namespace LmmCl.Modeling.Files;

/// <summary>Files that may be links. A link whose target is missing exists by its name alone.</summary>
public static class LinkedFile
{
    /// <summary>Returns true if there is a file at a path, at the end of all links.</summary>
    public static bool Exists(string path)
    {
        // The file system is asked once for a file that is no link: the records of a large set name a hundred thousand.
        var file = new FileInfo(path);
        return file.Exists && (!file.Attributes.HasFlag(FileAttributes.ReparsePoint) || IsComplete(path));
    }

    /// <summary>Returns what a link at a path names; null if there is none.</summary>
    public static string? TargetOf(string path) => new FileInfo(path).LinkTarget;

    /// <summary>Returns the file at the end of all links, whose length and time are the content's; null if a link leads to none.</summary>
    /// <exception cref="IOException">The links form a circle.</exception>
    public static FileInfo? Resolve(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && !file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.LinkTarget is null
            ? file
            : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
    }

    private static bool IsComplete(string path)
    {
        try
        {
            return Resolve(path) is { Exists: true };
        }
        catch (IOException)
        {
            // Links in a circle.
            return false;
        }
    }
}
