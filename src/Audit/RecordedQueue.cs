using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Queueing;

namespace LmmCl.Audit;

/// <summary>Checks the order of a queue's events: a service records nothing that its own rules refuse.</summary>
internal static class RecordedQueue
{
    /// <summary>Events that cannot follow those before them.</summary>
    /// <param name="stream">The queue's stream.</param>
    /// <param name="history">Its events.</param>
    public static IReadOnlyList<AuditFinding> FindFaults(string stream, IReadOnlyList<RecordedEvent> history)
    {
        var faults = new List<AuditFinding>();
        var state = QueueState.Empty;
        foreach (var recorded in history)
        {
            if (recorded.What is not IQueueEvent happened)
            {
                faults.Add(AuditFinding.At(stream, recorded.Sequence, "it is no event of a queue, and a queue's stream has nothing else."));
                continue;
            }

            if (state.FindObstacle(happened) is { } obstacle)
            {
                faults.Add(AuditFinding.At(stream, recorded.Sequence, $"'{happened.Experiment}' cannot do this then: {obstacle}"));
            }

            state = state.Apply(recorded);
        }

        return faults;
    }
}
