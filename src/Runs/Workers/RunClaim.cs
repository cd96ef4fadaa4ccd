using System.Diagnostics;
using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Workers;

/// <summary>The exclusive right to run an experiment, against other hosts and against workers of exited hosts.</summary>
internal static class RunClaim
{
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the claim, at once if its owner has exited; waits for a worker that is still saving its progress.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="progress">Receives the progress of the waiting.</param>
    /// <param name="patience">Timeout for waiting.</param>
    /// <param name="ct">Cancels waiting.</param>
    /// <returns>The claim, held until it is disposed.</returns>
    /// <exception cref="InputException">
    /// Another host runs the experiment, the worker does not exit, or the folder contains a link.
    /// </exception>
    public static async Task<IDisposable> TakeAsync(RunFolder folder, IWorkProgress progress, TimeSpan patience, CancellationToken ct)
    {
        folder.RefuseLinks();
        var host = FileLock.TryTake(folder.HostLock) ?? throw new InputException(
            folder.HostLock,
            "another process is running this experiment.",
            "Let it end, or stop it: with Ctrl-C, or with 'lmmcl pause NAME' if the service runs it.");
        try
        {
            await UntilFreeAsync(folder.WorkerLock, progress, patience, ct);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static async Task UntilFreeAsync(string path, IWorkProgress progress, TimeSpan patience, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (!IsFree(path))
        {
            if (clock.Elapsed > patience)
            {
                var waited = string.Create(CultureInfo.InvariantCulture, $"{patience.TotalSeconds:0.#} s");
                throw new InputException(
                    path,
                    $"the worker process of an earlier run has not ended within {waited}.",
                    $"End the process that holds this file (fuser '{path}' names it), then run the same command again.");
            }

            if (clock.ElapsedMilliseconds < between.TotalMilliseconds)
            {
                progress.End("waiting for the worker process of an earlier run, which saves what it has");
            }

            await Task.Delay(between, ct);
        }
    }

    private static bool IsFree(string path)
    {
        using var taken = FileLock.TryTake(path);
        return taken is not null;
    }
}
