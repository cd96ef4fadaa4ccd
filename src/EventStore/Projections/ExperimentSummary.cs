using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The plan and progress of an experiment.</summary>
/// <param name="Status">Its current status.</param>
/// <param name="Specification">The specification it was started with; null before it is started.</param>
/// <param name="Stages">The stages started so far, in order.</param>
/// <param name="Attempts">Number of runs so far; one more than the number of resumes.</param>
/// <param name="StartedAt">Time it was started.</param>
/// <param name="EndedAt">Time it was completed or cancelled.</param>
/// <param name="Elapsed">Total time, excluding pauses; null until it is completed.</param>
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

    /// <summary>Working time of all sessions, computed from the times of the events.</summary>
    internal WorkingTime Worked { get; init; } = WorkingTime.Empty;

    /// <summary>Time spent on completed stages, excluding pauses.</summary>
    public TimeSpan TimeInStages => Stages.Values.Aggregate(TimeSpan.Zero, (sum, stage) => sum + (stage.Elapsed ?? TimeSpan.Zero));

    /// <summary>Number of trainable parameters, from the stage with the most; null until parameters are first selected.</summary>
    public long? ParametersTrained => Stages.Values.Max(stage => stage.Selected?.Trained);

    /// <summary>Number of parameters in the whole model; null until parameters are first selected.</summary>
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

    /// <summary>In older stores the event holds the time of the last session only, which is exact if there was no other.</summary>
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
