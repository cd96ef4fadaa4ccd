using LmmCl.Events;

namespace LmmCl.Audit.Reruns;

/// <summary>The results of one stage, folded from its events; a later attempt replaces an earlier one.</summary>
internal sealed class StageRecord
{
    private readonly SortedDictionary<int, TrainingPoint> points = [];
    private readonly SortedDictionary<int, ValidationMeasured> measurements = [];
    private readonly SortedDictionary<string, List<ScoreRecord>> scores = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProbeMeasured> probes = new(StringComparer.Ordinal);

    /// <summary>The stage's first event.</summary>
    public StageStarted? Started { get; private set; }

    /// <summary>The trained parameters.</summary>
    public ParametersSelected? Selected { get; private set; }

    /// <summary>Optimiser steps by number, from 1.</summary>
    public IReadOnlyDictionary<int, TrainingPoint> Points => points;

    /// <summary>Measurements on validation data by step.</summary>
    public IReadOnlyDictionary<int, ValidationMeasured> Measurements => measurements;

    /// <summary>The end of training; null until then.</summary>
    public StageTrained? Trained { get; private set; }

    /// <summary>The result of verifying frozen and trained parameters.</summary>
    public ParametersVerified? Verified { get; private set; }

    /// <summary>The final checkpoint.</summary>
    public CheckpointWritten? Checkpoint { get; private set; }

    /// <summary>Scores by benchmark (<c>docvqa</c>, or <c>previous_weight=0.3/docvqa</c> for a variant), oldest scorer first.</summary>
    public IReadOnlyDictionary<string, List<ScoreRecord>> Scores => scores;

    /// <summary>Probes by id.</summary>
    public IReadOnlyDictionary<string, ProbeMeasured> Probes => probes;

    /// <summary>True if the stage is complete.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Folds a history.</summary>
    public static StageRecord Of(StageId stage, IEnumerable<IExperimentEvent> history)
    {
        var record = new StageRecord();
        foreach (var happened in history.OfType<IStageEvent>().Where(happened => happened.Stage == stage))
        {
            record.Apply(happened);
        }

        return record;
    }

    private void Apply(IStageEvent happened)
    {
        switch (happened)
        {
            case StageStarted started:
                Started = started;
                break;
            case ParametersSelected selected:
                Selected = selected;
                break;
            case TrainingProgressed progressed:
                foreach (var point in progressed.Points)
                {
                    points[point.Step] = point;
                }

                break;
            case ValidationMeasured measured:
                measurements[measured.Step] = measured;
                break;
            case StageTrained trained:
                Trained = trained;
                break;
            case ParametersVerified verified:
                Verified = verified;
                break;
            case CheckpointWritten written:
                Checkpoint = written;
                break;
            case BenchmarkScored { Benchmark: var benchmark, Score: var score }:
                scores[benchmark] = [score];
                break;
            case BenchmarkRescored { Benchmark: var benchmark, Score: var score }:
                scores[benchmark].Add(score);
                break;
            case VariantScored scored:
                scores[$"{scored.Variant}/{scored.Benchmark}"] = [scored.Score];
                break;
            case VariantRescored rescored:
                scores[$"{rescored.Variant}/{rescored.Benchmark}"].Add(rescored.Score);
                break;
            case ProbeMeasured probe:
                probes[probe.Probe] = probe;
                break;
            case StageCompleted:
                IsComplete = true;
                break;
            default:
                break;
        }
    }
}
