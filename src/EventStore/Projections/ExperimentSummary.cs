using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>What an experiment is and how far it has come.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Specification">What it was started with; null before.</param>
/// <param name="Stages">The stages that have begun, in order.</param>
/// <param name="Attempts">Runs of it so far; one more than the resumes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was completed or cancelled.</param>
/// <param name="Elapsed">Time for all of it, pauses left out; null before it is completed.</param>
public sealed record ExperimentSummary(
    ExperimentStatus Status,
    ExperimentStarted? Specification,
    ImmutableSortedDictionary<StageId, StageSummary> Stages,
    int Attempts,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    TimeSpan? Elapsed) : IReadModel<ExperimentSummary>
{
    /// <inheritdoc/>
    public static ExperimentSummary Empty { get; } =
        new(ExperimentStatus.Unknown, null, ImmutableSortedDictionary<StageId, StageSummary>.Empty, 0, null, null, null);

    /// <summary>Time that its sessions worked, as far as the times of its events tell.</summary>
    internal WorkingTime Worked { get; init; } = WorkingTime.Empty;

    /// <summary>Time spent on stages that are done, pauses left out.</summary>
    public TimeSpan TimeInStages => Stages.Values.Aggregate(TimeSpan.Zero, (sum, stage) => sum + (stage.Elapsed ?? TimeSpan.Zero));

    /// <summary>Numbers that train, in the stage where they are most; null before the first choice.</summary>
    public long? ParametersTrained => Stages.Values.Max(stage => stage.Selected?.Trained);

    /// <summary>Numbers in the whole model; null before the first choice.</summary>
    public long? ParametersTotal => Stages.Values.Max(stage => stage.Selected?.Total);

    /// <inheritdoc/>
    public ExperimentSummary Apply(RecordedEvent recorded) =>
        (this with { Worked = Worked.Apply(recorded) }).Take(recorded).WithStage(recorded);

    private ExperimentSummary Take(RecordedEvent recorded) => recorded.What switch
    {
        ExperimentStarted started =>
            this with { Status = ExperimentStatus.Running, Specification = started, Attempts = 1, StartedAt = recorded.At },
        ExperimentPaused => this with { Status = ExperimentStatus.Paused },
        ExperimentResumed resumed => this with { Status = ExperimentStatus.Running, Attempts = Math.Max(Attempts, resumed.Attempt) },
        ExperimentCompleted completed =>
            this with { Status = ExperimentStatus.Completed, EndedAt = recorded.At, Elapsed = InAllSessions(completed) },
        ExperimentCancelled => this with { Status = ExperimentStatus.Cancelled, EndedAt = recorded.At },
        StageFailed => this with { Status = ExperimentStatus.Failed },
        _ => this,
    };

    /// <summary>Older stores have the time of the last session alone in the event; it is exact where there was no other.</summary>
    private TimeSpan InAllSessions(ExperimentCompleted completed) =>
        Attempts > 1 && Worked.Total > completed.Elapsed ? Worked.Total : completed.Elapsed;

    private ExperimentSummary WithStage(RecordedEvent recorded)
    {
        if (recorded.What is not IStageEvent within || (!Stages.ContainsKey(within.Stage) && within is not StageStarted))
            return this;
        var stage = Stages.GetValueOrDefault(within.Stage) ?? new StageSummary(within.Stage, recorded.At);
        return this with { Stages = Stages.SetItem(within.Stage, stage.Apply(within, recorded.At, Worked[within.Stage])) };
    }
}
