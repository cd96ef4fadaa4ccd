using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Queueing;

/// <summary>Records in experiments' own streams that they were cancelled.</summary>
internal sealed class Cancellation(IEventLog log, RunOptions options)
{
    /// <summary>The experiments whose own histories say that they were cancelled.</summary>
    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken ct)
    {
        var types = EventTypes.Default;
        string[] others = [.. types.Names.Where(name => types.Find(name) != typeof(ExperimentCancelled))];
        return await log.SelectAsync(new(Without: others), ct).Select(stored => stored.Stream).ToHashSetAsync(StringComparer.Ordinal, ct);
    }

    /// <summary>The right to cancel an experiment that no slot of this service runs; null if it never began.</summary>
    /// <exception cref="InputException">Another process, or a job of the cluster, runs the experiment.</exception>
    public async Task<IDisposable?> ClaimAsync(string experiment, IWorkProgress progress, CancellationToken ct)
    {
        if (await log.FindStreamAsync(experiment, ct) is null)
        {
            return null;
        }

        var folder = RunFolder.Of(options.Runs, experiment);
        JobTicket.RefuseAny(folder);
        return await RunClaim.TakeAsync(folder, progress, WorkerTimeouts.TakeOver, ct);
    }

    /// <summary>Records the cancellation of an experiment that has begun and is neither complete nor cancelled.</summary>
    /// <param name="experiment">An experiment that is claimed, or that no process runs.</param>
    /// <param name="reason">Reason, as text.</param>
    /// <returns>True if there was something to cancel.</returns>
    /// <exception cref="InputException">Its history was altered, or its worker left events that cannot be recorded.</exception>
    public async Task<bool> RecordAsync(string experiment, string reason)
    {
        if (await log.FindStreamAsync(experiment) is null)
        {
            return false;
        }

        await SpoolLeftovers.IngestAsync(RunFolder.Of(options.Runs, experiment), experiment, log);
        var journal = await ExperimentJournal.OpenAsync(log, experiment, CancellationToken.None);
        if (journal.Progress is not { Begun: not null, Completed: false, Cancelled: null })
        {
            return false;
        }

        await journal.RecordAsync(new ExperimentCancelled(reason));
        return true;
    }
}
