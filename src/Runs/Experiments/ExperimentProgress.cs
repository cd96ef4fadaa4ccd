using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>The progress of an experiment: a fold over its events, and all that a resume needs.</summary>
public sealed class ExperimentProgress
{
    private readonly ConcurrentDictionary<int, StageProgress> stages = new();

    /// <summary>The first event; null if the experiment has not started.</summary>
    public ExperimentStarted? Begun { get; private set; }

    /// <summary>True if every stage is complete.</summary>
    public bool Completed { get; private set; }

    /// <summary>Reason of its cancellation, after which it never runs again; null if it was not cancelled.</summary>
    public string? Cancelled { get; private set; }

    /// <summary>Number of the current run, counted from 1.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>The progress of a stage; empty if the stage has not started.</summary>
    public StageProgress this[StageId stage] =>
        stages.GetOrAdd(stage.Number, _ => new StageProgress());

    /// <summary>Refuses to run or resume a cancelled experiment.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <exception cref="InputException">It was cancelled.</exception>
    public void RefuseCancelled(string experiment)
    {
        if (Cancelled is { } reason)
        {
            throw new InputException(
                $"experiment '{experiment}'", $"it was cancelled ({reason}) and never runs again.", "Give the new one another name.");
        }
    }

    /// <summary>Applies one more event.</summary>
    public void Apply(IExperimentEvent happened)
    {
        switch (happened)
        {
            case ExperimentStarted started:
                Begun = started;
                break;
            case ExperimentResumed resumed:
                Attempt = resumed.Attempt;
                break;
            case ExperimentCompleted:
                Completed = true;
                break;
            case ExperimentCancelled cancelled:
                Cancelled = cancelled.Reason;
                break;
            default:
                if (happened is IStageEvent { Stage: var stage })
                {
                    this[stage].Apply(happened);
                }

                break;
        }
    }
}
