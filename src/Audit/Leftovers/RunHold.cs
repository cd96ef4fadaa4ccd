using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit.Leftovers;

/// <summary>
/// As long as it is not disposed of, nobody writes into a run folder: no host, no worker whose host is gone, nobody who scores answers
/// anew.
/// </summary>
internal sealed class RunHold : IDisposable
{
    private readonly List<FileLock> taken = [];

    /// <summary>Takes hold of a run; null where somebody works in it.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="toChange">Whether files are to go; who only looks makes no locks where there were none.</param>
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
