using LmmCl.Evaluation;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>The run folders in a parent folder, and the leftovers of each. Every folder returned is locked until it is disposed.</summary>
/// <param name="runs">The parent folder.</param>
/// <param name="log">The store.</param>
/// <param name="toChange">True if files are to be deleted.</param>
internal sealed class RunFolders(string runs, IEventLog log, bool toChange)
{
    private const string UnknownRun = "the store does not know this experiment";

    /// <summary>Names of the run folders; links to such folders do not count.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. Directory.GetDirectories(runs)
            .Where(folder => !FoldersOnDisk.IsLink(folder) && RunLeftovers.IsRunFolder(folder))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The leftovers of an experiment.</summary>
    public async Task<RunGarbage> OfAsync(string experiment, CancellationToken ct)
    {
        var folder = RunFolder.Named(runs, experiment);
        if (!Directory.Exists(folder.Root))
        {
            return new RunGarbage(experiment, []);
        }

        if (Hold(folder, out var hold) is { } reason)
        {
            return new RunGarbage(experiment, [], reason);
        }

        var needed = new NeededFiles(folder.Root, await log.ReadHistoryAsync(experiment, ct: ct));
        return ReasonToLeave(folder, needed) is { } doubt
            ? new RunGarbage(experiment, [], doubt, hold)
            : new RunGarbage(experiment, new RunLeftovers(folder.Root, needed).Find(), null, hold);
    }

    /// <summary>A whole run folder unknown to the store.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="mayGo">True if deleting such folders was requested.</param>
    public RunGarbage OfUnknown(string name, bool mayGo)
    {
        var folder = RunFolder.Named(runs, name);
        if (Hold(folder, out var hold) is { } reason)
        {
            return new RunGarbage(name, [], reason);
        }

        var leftover = Leftover.Of(runs, folder.Root, UnknownRun);
        return mayGo
            ? new RunGarbage(name, [leftover], null, hold)
            : new RunGarbage(name, [], $"{UnknownRun} ({Figures.Size(leftover.Bytes)}); --unknown {name} lists it too", hold);
    }

    private string? Hold(RunFolder folder, out RunHold? hold)
    {
        hold = null;
        return FoldersOnDisk.IsLink(folder.Root) ? "its folder is a link"
            : FoldersOnDisk.FirstLink(folder.Root) is { } link ? $"{folder.Relative(link)} is a link"
            : (hold = RunHold.TryTake(folder, toChange)) is null ? "it is running, or being scored anew"
            : null;
    }

    private static string? ReasonToLeave(RunFolder folder, NeededFiles needed) =>
        new FileInfo(folder.Spool) is { Exists: true, Length: > 0 }
            ? "its worker left events that are not in the store yet; resume it first"
        : needed.FindFault(folder.Root) is { } fault ? $"it is not as the events say: {fault} See 'lmmcl audit verify'."
        : null;
}
