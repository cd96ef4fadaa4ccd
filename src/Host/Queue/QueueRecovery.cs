using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Queueing;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Queue;

/// <summary>
/// Repairs the state that a killed service left: experiments that ran wait again, and half-recorded cancellations are completed.
/// </summary>
internal sealed class QueueRecovery(ExperimentQueue queue, Cancellation cancellation, ILogger<QueueRecovery> logger)
{
    private const string Reason = "the service ended without saying so";

    /// <summary>Reads the state and records what is missing.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        foreach (var entry in queue.State.Running)
        {
            await queue.RecordAsync(state => new QueuedExperimentInterrupted(state.Events + 1, entry.Experiment, Reason));
            logger.LogInformation("{Experiment} was running when the service ended; it is the first to go on", entry.Experiment);
        }

        var cancelled = queue.State.Ended.Where(entry => entry is { Status: QueueStatus.Cancelled, Runs: > 0 }).ToList();
        var recorded = cancelled.Count > 0 ? await cancellation.ListAsync(ct) : new HashSet<string>();
        foreach (var entry in cancelled.Where(entry => !recorded.Contains(entry.Experiment)))
        {
            await CompleteAsync(entry, ct);
        }
    }

    private async Task CompleteAsync(QueueEntry entry, CancellationToken ct)
    {
        try
        {
            using var claim = await cancellation.ClaimAsync(entry.Experiment, new LoggedWaiting(logger), ct);
            await cancellation.RecordAsync(entry.Experiment, entry.Reason ?? "");
        }
        catch (InputException error)
        {
            // It concerns this experiment only.
            logger.LogWarning("{Experiment} was cancelled, which could not be recorded: {Error}", entry.Experiment, error.Message);
        }
    }
}
