using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit;

/// <summary>
/// Audits one experiment's events as they are read, then against each other and against the files. Training steps, which are most of a
/// history, are checked in passing and not kept.
/// </summary>
/// <param name="stream">Name of the experiment.</param>
internal sealed class StreamAudit(string stream)
{
    private readonly EventOrder order = new(stream);
    private readonly List<RecordedEvent> history = [];
    private readonly List<AuditFinding> findings = [];
    private AuditFinding? unknown;

    /// <summary>Name of the experiment.</summary>
    public string Stream => stream;

    /// <summary>Number of events.</summary>
    public long Events { get; private set; }

    /// <summary>The events without those of single training steps; incomplete if an event is of an unknown kind.</summary>
    public IReadOnlyList<RecordedEvent> History => history;

    /// <summary>The first event that this build cannot decode; null if there is none.</summary>
    public AuditFinding? Unknown => unknown;

    /// <summary>Events whose id does not follow from their content.</summary>
    public IReadOnlyList<AuditFinding> WrongIds => findings;

    /// <summary>Times and steps that an accident explains as well as an alteration.</summary>
    public IReadOnlyList<AuditFinding> OrderDoubts => order.Doubts;

    /// <summary>Takes the next event.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="examined">What its content says.</param>
    public void Take(StoredEvent stored, ExaminedEvent examined)
    {
        Events++;
        if (unknown is not null)
        {
            return;
        }

        if (!examined.HasDerivedId)
        {
            findings.Add(AuditFinding.At(stream, stored.Sequence, "its id does not follow from its content."));
        }

        if (examined.What is not { } what)
        {
            unknown = AuditFinding.At(stream, stored.Sequence, examined.Problem!);
            return;
        }

        order.Apply(stored.Sequence, stored.Timestamp, what);
        if (what is not TrainingProgressed)
        {
            history.Add(new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, what));
        }
    }

    /// <summary>Finds contradictions among the events and with the files, without executing anything.</summary>
    /// <param name="root">The run folder.</param>
    public IReadOnlyList<AuditFinding> FindFaults(string root) =>
    [
        .. findings,
        .. order.Faults,
        .. Specification.FindFaults(stream, history),
        .. Custody.FindFaults(stream, history),
        .. RecordedRuns.FindFaults(stream, root, history),
        .. WeightsLine.FindFaults(stream, root, history),
        .. TrainedTensors.FindFaults(stream, root, history),
        .. new AnswerOrigins(stream, root).FindFaults(history),
    ];

    /// <summary>Finds what an accident, or an earlier version, explains as well as an alteration.</summary>
    /// <param name="root">The run folder.</param>
    public IReadOnlyList<AuditFinding> FindDoubts(string root) =>
        [.. order.Doubts, .. RecordedRuns.FindUnrecorded(stream, root, history)];
}
