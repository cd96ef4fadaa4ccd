using LmmCl.Abstractions;

namespace LmmCl.Runs.Experiments;

/// <summary>Where a path leads once every symbolic link on the way is followed.</summary>
internal static class RealPath
{
    // As in Linux.
    private const int MostLinks = 40;

    /// <summary>Follows the links of a path; parts that do not exist stay as they are.</summary>
    /// <exception cref="InputException">Its links lead in a circle.</exception>
    public static string Of(string path)
    {
        path = Path.GetFullPath(path);
        var (real, links) = (Path.GetPathRoot(path)!, 0);
        var ahead = new Stack<string>(Parts(path[real.Length..]));
        while (ahead.TryPop(out var part))
        {
            // The way so far holds no link, so its parent is the one that the system would take.
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

    /// <summary>The parts of a path, the last first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != ".")
            .Reverse();
}
