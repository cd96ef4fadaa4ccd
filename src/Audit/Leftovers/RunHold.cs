using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>
/// A lock on a run folder: until it is disposed, neither a host, nor a worker of an exited host, nor a rescoring of answers writes there.
/// </summary>
internal sealed class RunHold : IDisposable
{
    private readonly List<FileLock> taken = [];

    /// <summary>Locks a run; null if it is in use.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="toChange">True if files are to be deleted; a read-only hold creates no lock files.</param>
    public static RunHold? TryTake(RunFolder folder, bool toChange)
    {
        var hold = new RunHold();
        string[] locks = [folder.HostLock, folder.WorkerLock, folder.AnswersLock];
        foreach (var path in locks.Where(path => toChange || File.Exists(path)))
        {
            if (FileLock.TryTake(path) is not { } held)
            {
                hold.Dispose();
                return null;
            }

            hold.taken.Add(held);
        }

        return hold;
    }

    /// <inheritdoc/>
    public void Dispose() => taken.ForEach(held => held.Dispose());
}
