using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Queueing;

namespace LmmCl.Audit;

/// <summary>Checks the order of events whose writers record nothing that their own rules refuse.</summary>
internal static class RecordedRules
{
    /// <summary>Events of a queue's stream that cannot follow those before them.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="history">Its events.</param>
    public static IReadOnlyList<AuditFinding> OfQueue(string stream, IReadOnlyList<RecordedEvent> history) =>
        FindFaults<QueueState>(stream, history, (state, what) => what is not IQueueEvent happened
            ? "it is not an event of a queue, and a queue's stream has nothing else."
            : state.FindObstacle(happened) is { } obstacle ? $"'{happened.Experiment}' cannot do this then: {obstacle}"
            : null);

    /// <summary>Events of a stream of cluster jobs that cannot follow those before them.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="history">Its events.</param>
    public static IReadOnlyList<AuditFinding> OfJobs(string stream, IReadOnlyList<RecordedEvent> history) =>
        FindFaults<JobsState>(stream, history, (state, what) => what is IJobEvent happened
            ? state.FindObstacle(happened)
            : "it is not an event of a job, and a stream of jobs has nothing else.");

    private static List<AuditFinding> FindFaults<T>(
        string stream, IReadOnlyList<RecordedEvent> history, Func<T, IExperimentEvent, string?> findObstacle)
        where T : IReadModel<T>
    {
        var faults = new List<AuditFinding>();
        var state = T.Empty;
        foreach (var recorded in history)
        {
            if (findObstacle(state, recorded.What) is { } obstacle)
            {
                faults.Add(AuditFinding.At(stream, recorded.Sequence, obstacle));
            }

            state = state.Apply(recorded);
        }

        return faults;
    }
}
