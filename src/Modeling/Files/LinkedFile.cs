namespace LmmCl.Modeling.Files;

/// <summary>Resolves files that may be symbolic links. A link counts as existing only if its target does.</summary>
public static class LinkedFile
{
    /// <summary>Returns true if a path leads to a file, following all links.</summary>
    public static bool Exists(string path)
    {
        // One file-system query per file that is not a link: the records of a large dataset name a hundred thousand files.
        var file = new FileInfo(path);
        return file.Exists && (!file.Attributes.HasFlag(FileAttributes.ReparsePoint) || IsComplete(path));
    }

    /// <summary>Returns the target of the link at a path; null if it is not a link.</summary>
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
            // The links form a circle.
            return false;
        }
    }
}
