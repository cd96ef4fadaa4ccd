using System.Collections.Concurrent;
using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>The progress of one stage, folded from its events.</summary>
public sealed class StageProgress
{
    private readonly HashSet<string> scored = new(StringComparer.Ordinal);
    private readonly HashSet<(string Variant, string Benchmark)> scoredVariants = [];
    private readonly ConcurrentDictionary<(string? Variant, string Benchmark), AnswersSaved> saved = new();
    private readonly HashSet<string> probed = new(StringComparer.Ordinal);

    /// <summary>True once training, or the evaluation of stage 0, has started.</summary>
    public bool Started { get; private set; }

    /// <summary>The final checkpoint of its training, once complete on disk.</summary>
    public CheckpointWritten? Checkpoint { get; private set; }

    /// <summary>Number of optimiser steps covered by the saved state.</summary>
    public int SavedStep { get; private set; }

    /// <summary>True if the stage is complete.</summary>
    public bool Completed { get; private set; }

    /// <summary>True if the stage has a score for a benchmark.</summary>
    public bool HasScore(string benchmark) => scored.Contains(benchmark);

    /// <summary>True if a variant of the stage has a score for a benchmark.</summary>
    public bool HasScore(string variant, string benchmark) => scoredVariants.Contains((variant, benchmark));

    /// <summary>The last record of the unfinished answers to a benchmark; null if there is none.</summary>
    /// <param name="variant">The variant that answers; null for the stage's own model.</param>
    /// <param name="benchmark">Id of the benchmark.</param>
    public AnswersSaved? SavedAnswers(string? variant, string benchmark) => saved.GetValueOrDefault((variant, benchmark));

    /// <summary>True if the stage has a result for a probe.</summary>
    public bool HasProbe(string probe) => probed.Contains(probe);

    internal void Apply(IExperimentEvent happened)
    {
        switch (happened)
        {
            case StageStarted:
                Started = true;
                break;
            case StateSaved state:
                SavedStep = state.Step;
                break;
            case AnswersSaved answers:
                saved[(answers.Variant, answers.Benchmark)] = answers;
                break;
            case CheckpointWritten written:
                Checkpoint = written;
                break;
            case BenchmarkScored score:
                scored.Add(score.Benchmark);
                break;
            case VariantScored score:
                scoredVariants.Add((score.Variant, score.Benchmark));
                break;
            case ProbeMeasured probe:
                probed.Add(probe.Probe);
                break;
            case StageCompleted:
                Completed = true;
                break;
            default:
                break;
        }
    }
}
