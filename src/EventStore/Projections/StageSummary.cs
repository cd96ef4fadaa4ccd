using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The recorded state of one stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="StartedAt">Time it was first started.</param>
public sealed record StageSummary(StageId Stage, DateTimeOffset StartedAt)
{
    /// <summary>The skill being taught; null for the base model.</summary>
    public string? Skill { get; init; }

    /// <summary>Counts of the skill's records that were cut or left out; null if there are none.</summary>
    public TrainingDataReduced? Reduced { get; init; }

    /// <summary>The trainable parameters; null for the base model and until they are selected.</summary>
    public ParametersSelected? Selected { get; init; }

    /// <summary>The latest state to resume from; null once the stage is trained.</summary>
    public StateSaved? ResumePoint { get; init; }

    /// <summary>The result of training; null until it ends.</summary>
    public StageTrained? Trained { get; init; }

    /// <summary>The result of verifying frozen and trained parameters; null until then.</summary>
    public ParametersVerified? Verified { get; init; }

    /// <summary>The final checkpoint; null until it is written, and for the base model.</summary>
    public CheckpointWritten? Checkpoint { get; init; }

    /// <summary>The latest failure; null if there is none.</summary>
    public StageFailed? Failure { get; init; }

    /// <summary>Time it was completed; null until then.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Total time, excluding pauses; null until it is completed.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>True if the stage was interrupted. In older stores its last event holds the time of its last session only.</summary>
    internal bool WasResumed { get; init; }

    internal StageSummary Apply(IStageEvent happened, DateTimeOffset at, TimeSpan worked) => happened switch
    {
        StageStarted started => this with { Skill = started.Skill, Failure = null },
        TrainingDataReduced reduced => this with { Reduced = reduced },
        ParametersSelected selected => this with { Selected = selected },
        TrainingProgressed => Failure is null ? this : this with { Failure = null },
        StateSaved saved => this with { ResumePoint = saved, Failure = null },
        StageTrained trained => this with { Trained = trained, ResumePoint = null, Failure = null },
        ParametersVerified verified => this with { Verified = verified },
        CheckpointWritten written => this with { Checkpoint = written },
        StageCompleted completed => this with
        {
            CompletedAt = at,
            Elapsed = WasResumed && worked > completed.Elapsed ? worked : completed.Elapsed,
            Failure = null,
        },
        StageFailed failed => this with { Failure = failed },
        ExperimentResumed => this with { Failure = null, WasResumed = true },
        _ => this,
    };
}
