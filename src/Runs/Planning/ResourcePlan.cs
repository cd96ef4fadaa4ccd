using LmmCl.Events;

namespace LmmCl.Runs.Planning;

/// <summary>The needs of an experiment, known before it runs and without its weights.</summary>
public sealed record ResourcePlan
{
    /// <summary>Name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Label of its method.</summary>
    public required string Label { get; init; }

    /// <summary>Family of its model.</summary>
    public required string Family { get; init; }

    /// <summary>Origin of the shapes.</summary>
    public required string ShapesFrom { get; init; }

    /// <summary>Origin of the sizes of the batches.</summary>
    public required string LengthsFrom { get; init; }

    /// <summary>Type that the model computes in.</summary>
    public required string Dtype { get; init; }

    /// <summary>Device: <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>All parameters by role.</summary>
    public required IReadOnlyList<RoleCount> Parameters { get; init; }

    /// <summary>Trained parameters by role.</summary>
    public required IReadOnlyList<RoleCount> Trained { get; init; }

    /// <summary>The largest micro-batch.</summary>
    public required BatchSizes Training { get; init; }

    /// <summary>The largest batch of questions.</summary>
    public required BatchSizes Evaluation { get; init; }

    /// <summary>Optimiser steps of all stages; null if the data is not here.</summary>
    public long? Steps { get; init; }

    /// <summary>Memory of the program itself, and of the pictures that it keeps on the CPU.</summary>
    public required long Program { get; init; }

    /// <summary>Memory of training a stage.</summary>
    public required TrainingMemory TrainingMemory { get; init; }

    /// <summary>Most memory while training.</summary>
    public required long TrainingPeak { get; init; }

    /// <summary>Most memory while evaluating.</summary>
    public required long EvaluationPeak { get; init; }

    /// <summary>Most memory while probing.</summary>
    public required long ProbePeak { get; init; }

    /// <summary>Disk space.</summary>
    public required DiskPlan Disk { get; init; }

    /// <summary>Memory of the device; null if it is not known.</summary>
    public long? Capacity { get; init; }

    /// <summary>Changes that help if it does not fit, with the peak that follows; empty if it fits.</summary>
    public IReadOnlyList<PlanChange> Advice { get; init; } = [];

    /// <summary>Most memory of all work.</summary>
    public long Peak => Math.Max(TrainingPeak, Math.Max(EvaluationPeak, ProbePeak));

    /// <summary>True if it fits the device; null if the device is not known.</summary>
    public bool? Fits => Capacity is { } capacity ? Peak <= capacity : null;
}

/// <summary>Sizes of a batch.</summary>
/// <param name="Rows">Number of sequences.</param>
/// <param name="Tokens">Length of the longest, with its pictures.</param>
/// <param name="Crops">Number of crops or patches of its pictures.</param>
public sealed record BatchSizes(long Rows, long Tokens, long Crops);

/// <summary>A change of an experiment's file, and what it leads to.</summary>
/// <param name="Change">Key and value.</param>
/// <param name="Peak">Most memory with this change and those before it.</param>
public sealed record PlanChange(string Change, long Peak);
