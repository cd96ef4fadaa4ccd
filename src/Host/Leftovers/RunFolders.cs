using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Leftovers;

/// <summary>The run folders below a folder of runs, and what can go of each.</summary>
/// <param name="runs">The folder of runs.</param>
internal sealed class RunFolders(string runs)
{
    /// <summary>Names of folders that hold what runs write; links to such folders are none.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. Directory.GetDirectories(runs)
            .Where(folder => !FoldersOnDisk.IsLink(folder) && RunLeftovers.IsRunFolder(folder))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What no event of an experiment needs.</summary>
    public RunGarbage Of(string experiment, IReadOnlyList<RecordedEvent> history)
    {
        var root = PathOf(experiment);

        // The name of a forged stream may lead anywhere.
        if (Path.GetDirectoryName(root) != runs || !Directory.Exists(root))
        {
            return new RunGarbage(experiment, []);
        }

        var needed = new NeededFiles(root, history);
        return ReasonToLeave(root, needed) is { } reason
            ? new RunGarbage(experiment, [], reason)
            : new RunGarbage(experiment, new RunLeftovers(root, needed).Find());
    }

    /// <summary>A whole folder that the store does not know.</summary>
    public RunGarbage OfUnknown(string name, bool mayGo)
    {
        var folder = PathOf(name);
        if (LinkIn(folder) is { } reason)
        {
            return new RunGarbage(name, [], reason);
        }

        var leftover = Leftover.Of(runs, folder, "the store does not know this experiment");
        return mayGo
            ? new RunGarbage(name, [leftover])
            : new RunGarbage(name, [], $"{leftover.Reason} ({Reports.Figures.Size(leftover.Bytes)}); --unknown {name} lists it too");
    }

    private static string? ReasonToLeave(string root, NeededFiles needed) =>
        LinkIn(root) ?? (needed.FindFault(root) is { } fault ? $"it is not as the events say: {fault} See 'lmmcl audit verify'." : null);

    private static string? LinkIn(string root) =>
        FoldersOnDisk.IsLink(root) ? "its folder is a link"
        : FoldersOnDisk.FirstLink(root) is { } link ? $"{Path.GetRelativePath(root, link)} is a link"
        : null;

    private string PathOf(string name) => Path.GetFullPath(Path.Combine(runs, name));
}
