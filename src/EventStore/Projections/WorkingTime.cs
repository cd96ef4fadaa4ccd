using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>
/// Working time of an experiment's sessions, excluding pauses, computed from the times of its events. A session begins when the experiment
/// is started or resumed and ends at its last event; for a killed session, work after that event is unknown and not counted.
/// </summary>
/// <param name="Total">Total over all stages.</param>
/// <param name="Stages">Time spent on each stage.</param>
/// <param name="LastEvent">Time of the session's last event; null before the first.</param>
public sealed record WorkingTime(TimeSpan Total, ImmutableSortedDictionary<StageId, TimeSpan> Stages, DateTimeOffset? LastEvent)
    : IReadModel<WorkingTime>
{
    /// <inheritdoc/>
    public static WorkingTime Empty { get; } = new(TimeSpan.Zero, ImmutableSortedDictionary<StageId, TimeSpan>.Empty, null);

    /// <summary>Time spent on one stage; zero before it is started.</summary>
    public TimeSpan this[StageId stage] => Stages.GetValueOrDefault(stage);

    /// <inheritdoc/>
    public WorkingTime Apply(RecordedEvent recorded) => recorded.What switch
    {
        ExperimentStarted or ExperimentResumed => this with { LastEvent = recorded.At },

        // Other commands append these, long after the work.
        BenchmarkRescored or VariantRescored or ExperimentCancelled => this,
        _ => Worked(recorded),
    };

    private WorkingTime Worked(RecordedEvent recorded)
    {
        // A clock that was set back, or a worker's report that arrived late, adds no time.
        if (LastEvent is not { } before || recorded.At <= before)
            return this;
        var (time, stages) = (recorded.At - before, Stages);
        if (recorded.What is IStageEvent { Stage: var stage } and not StageStarted)
            stages = stages.SetItem(stage, this[stage] + time);
        return new(Total + time, stages, recorded.At);
    }
}
