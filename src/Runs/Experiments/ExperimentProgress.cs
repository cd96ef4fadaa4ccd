using System.Collections.Concurrent;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>What is done of an experiment: a fold over its events, and all that a second run needs to go on.</summary>
public sealed class ExperimentProgress
{
    private readonly ConcurrentDictionary<int, StageProgress> stages = new();

    /// <summary>The first event; null where the experiment has not begun.</summary>
    public ExperimentStarted? Begun { get; private set; }

    /// <summary>Every stage is done.</summary>
    public bool Completed { get; private set; }

    /// <summary>The run that the next events belong to, counted from 1.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>What is done of a stage; a stage that has not begun has nothing done.</summary>
    public StageProgress this[StageId stage] =>
        stages.GetOrAdd(stage.Number, _ => new StageProgress());

    /// <summary>Takes one more event in.</summary>
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
            default:
                if (happened is IStageEvent { Stage: var stage })
                {
                    this[stage].Apply(happened);
                }

                break;
        }
    }
}
