using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>What is known of one stage.</summary>
/// <param name="Stage">Which.</param>
/// <param name="StartedAt">When it first began.</param>
public sealed record StageSummary(StageId Stage, DateTimeOffset StartedAt)
{
    /// <summary>The skill that it teaches; null for the base model.</summary>
    public string? Skill { get; init; }

    /// <summary>What trains; null for the base model and before the choice.</summary>
    public ParametersSelected? Selected { get; init; }

    /// <summary>The newest state that a resume can start from; null once the stage is trained.</summary>
    public StateSaved? ResumePoint { get; init; }

    /// <summary>Training as it ended; null before.</summary>
    public StageTrained? Trained { get; init; }

    /// <summary>The check of frozen and trained parameters; null before.</summary>
    public ParametersVerified? Verified { get; init; }

    /// <summary>The checkpoint that ends it; null before and for the base model.</summary>
    public CheckpointWritten? Checkpoint { get; init; }

    /// <summary>The newest failure; null while it goes well.</summary>
    public StageFailed? Failure { get; init; }

    /// <summary>When it was done; null before.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Time for all of it, pauses left out; null before it is done.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The stage was interrupted: older stores have the time of its last session alone in its last event.</summary>
    internal bool WasResumed { get; init; }

    internal StageSummary Apply(IStageEvent happened, DateTimeOffset at, TimeSpan worked) => happened switch
    {
        StageStarted started => this with { Skill = started.Skill, Failure = null },
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
