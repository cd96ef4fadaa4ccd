using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>
/// Time that an experiment's sessions worked, pauses left out, from the times of its events. A session begins where the experiment is
/// started or resumed and lasts as long as its events tell: of one that was killed, what came after its last event is not known.
/// </summary>
/// <param name="Total">All of it.</param>
/// <param name="Stages">The part of each stage.</param>
/// <param name="LastEvent">When the session last told of work; null before the first.</param>
public sealed record WorkingTime(TimeSpan Total, ImmutableSortedDictionary<StageId, TimeSpan> Stages, DateTimeOffset? LastEvent)
    : IReadModel<WorkingTime>
{
    /// <inheritdoc/>
    public static WorkingTime Empty { get; } = new(TimeSpan.Zero, ImmutableSortedDictionary<StageId, TimeSpan>.Empty, null);

    /// <summary>The part of one stage; zero before it has begun.</summary>
    public TimeSpan this[StageId stage] => Stages.GetValueOrDefault(stage);

    /// <inheritdoc/>
    public WorkingTime Apply(RecordedEvent recorded) => recorded.What switch
    {
        ExperimentStarted or ExperimentResumed => this with { LastEvent = recorded.At },

        // Both come from other commands, long after the work.
        BenchmarkRescored or VariantRescored or ExperimentCancelled => this,
        _ => Worked(recorded),
    };

    private WorkingTime Worked(RecordedEvent recorded)
    {
        // A clock that was set back, or what a worker told its host late, adds nothing.
        if (LastEvent is not { } before || recorded.At <= before)
            return this;
        var (time, stages) = (recorded.At - before, Stages);
        if (recorded.What is IStageEvent { Stage: var stage } and not StageStarted)
            stages = stages.SetItem(stage, this[stage] + time);
        return new(Total + time, stages, recorded.At);
    }
}
