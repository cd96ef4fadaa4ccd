using LmmCl.Abstractions;

namespace LmmCl.Runs.Experiments;

/// <summary>Resolves the symbolic links of a path, and compares paths.</summary>
internal static class RealPath
{
    // The limit in Linux.
    private const int MostLinks = 40;

    /// <summary>Resolves every link in a path; parts that do not exist are kept as they are.</summary>
    /// <exception cref="InputException">The links form a cycle.</exception>
    public static string Of(string path)
    {
        path = Path.GetFullPath(path);
        var (real, links) = (Path.GetPathRoot(path)!, 0);
        var ahead = new Stack<string>(Parts(path[real.Length..]));
        while (ahead.TryPop(out var part))
        {
            // The path resolved so far contains no link, so its parent is the one that the system would use.
            var next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
            if (part == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new InputException(path, "its links lead in a circle.", "Remove them.");
            }

            var start = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            real = start.Length > 0 ? start : real;
            foreach (var step in Parts(target[start.Length..]))
            {
                ahead.Push(step);
            }
        }

        return real;
    }

    /// <summary>True if a path is a folder or lies inside it, by their names alone: links are not resolved.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The parts of a path, last part first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != ".")
            .Reverse();
}
