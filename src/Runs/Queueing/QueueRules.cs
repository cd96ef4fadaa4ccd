using LmmCl.Events;

namespace LmmCl.Runs.Queueing;

/// <summary>
/// The events that may follow in a queue's stream. The service records nothing else, so that a recorded history cannot break a rule.
/// </summary>
public static class QueueRules
{
    /// <summary>The reason for which an event cannot come next; null if it can.</summary>
    public static string? FindObstacle(this QueueState state, IQueueEvent next)
    {
        var entry = state.Find(next.Experiment);
        return next switch
        {
            _ when next.Number != state.Events + 1 => $"it is event {next.Number} of the queue, {state.Events + 1} comes next.",
            ExperimentQueued => entry?.Status switch
            {
                null or QueueStatus.Failed or QueueStatus.Cancelled => null,
                QueueStatus.Completed => "it is complete.",
                _ => $"it is in the queue already: it {Is(entry)}.",
            },
            _ when entry is null => "it is not in the queue.",
            QueuedExperimentMoved moved => FindObstacle(state, entry, moved),
            QueuedExperimentPaused => Refuse(entry, QueueStatus.Queued, QueueStatus.Running),
            QueuedExperimentResumed => Refuse(entry, QueueStatus.Paused, QueueStatus.Failed),
            QueuedExperimentTaken => Refuse(entry, QueueStatus.Queued),
            QueuedExperimentInterrupted => Refuse(entry, QueueStatus.Running),
            QueuedExperimentEnded { Outcome: QueueOutcome.Cancelled } =>
                Refuse(entry, QueueStatus.Queued, QueueStatus.Running, QueueStatus.Paused, QueueStatus.Failed),

            // A run that was asked to stop may reach its end, or fail, before it does.
            QueuedExperimentEnded when entry.Runs == 0 => "it has not run.",
            QueuedExperimentEnded { Outcome: QueueOutcome.Completed } =>
                Refuse(entry, QueueStatus.Running, QueueStatus.Paused, QueueStatus.Queued, QueueStatus.Cancelled),
            QueuedExperimentEnded => Refuse(entry, QueueStatus.Running, QueueStatus.Paused, QueueStatus.Queued),
            _ => "it is not an event of a queue.",
        };
    }

    private static string? FindObstacle(QueueState state, QueueEntry entry, QueuedExperimentMoved moved) =>
        Refuse(entry, QueueStatus.Queued, QueueStatus.Paused) is { } obstacle ? obstacle
        : moved.Before is not { } before ? null
        : before == entry.Experiment ? "it cannot come before itself."
        : state.Find(before) is not { IsWaiting: true } other ? $"it cannot come before '{before}', which does not wait in the queue."
        : other.Priority != moved.Priority ? $"it has priority {moved.Priority}, '{before}' has {other.Priority}."
        : null;

    private static string? Refuse(QueueEntry entry, params ReadOnlySpan<QueueStatus> allowed) =>
        allowed.Contains(entry.Status) ? null : $"it {Is(entry)}.";

    private static string Is(QueueEntry entry) => entry.Status switch
    {
        QueueStatus.Queued => "waits for a slot",
        QueueStatus.Running => "is running",
        QueueStatus.Paused => "is paused",
        QueueStatus.Failed => "failed",
        QueueStatus.Completed => "is complete",
        _ => "was cancelled",
    };
}
