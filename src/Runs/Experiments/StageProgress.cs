using LmmCl.Events;

namespace LmmCl.Runs.Experiments;

/// <summary>What is done of one stage, as far as its events tell.</summary>
public sealed class StageProgress
{
    private readonly HashSet<string> scored = new(StringComparer.Ordinal);
    private readonly HashSet<(string Variant, string Benchmark)> scoredVariants = [];
    private readonly HashSet<string> probed = new(StringComparer.Ordinal);

    /// <summary>Training, or stage 0's evaluation, has begun.</summary>
    public bool Started { get; private set; }

    /// <summary>The checkpoint that ends its training, once complete on disk.</summary>
    public CheckpointWritten? Checkpoint { get; private set; }

    /// <summary>Optimiser steps whose state is safe on disk.</summary>
    public int SavedStep { get; private set; }

    /// <summary>Everything of the stage is done.</summary>
    public bool Completed { get; private set; }

    /// <summary>Whether a benchmark has been answered and scored after this stage.</summary>
    public bool HasScore(string benchmark) => scored.Contains(benchmark);

    /// <summary>Whether a benchmark has been answered and scored for a variant of this stage.</summary>
    public bool HasScore(string variant, string benchmark) => scoredVariants.Contains((variant, benchmark));

    /// <summary>Whether a probe has been measured after this stage.</summary>
    public bool HasProbe(string probe) => probed.Contains(probe);

    internal void Apply(IExperimentEvent happened)
    {
        switch (happened)
        {
            case StageStarted:
                Started = true;
                break;
            case StateSaved saved:
                SavedStep = saved.Step;
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
