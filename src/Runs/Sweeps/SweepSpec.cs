using System.Text.Json.Nodes;
using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Sweeps;

/// <summary>A set of experiments that differ only in method, learning rate, seed and order of skills.</summary>
public sealed record SweepSpec
{
    /// <summary>Name of the sweep, and prefix of its experiments' names.</summary>
    public required string Sweep { get; init; }

    /// <summary>Hash of the sweep's file.</summary>
    public required ContentHash File { get; init; }

    /// <summary>Folder of the sweep's file, which paths in settings are relative to; null for the current folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Folder of the base model in Hugging Face layout.</summary>
    public required string Model { get; init; }

    /// <summary>YAML file with skills and benchmarks; null if each seed has a generated world of its own.</summary>
    public required string? World { get; init; }

    /// <summary>Seeds for all randomness, including the pictures of a generated world.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Orders in which the skills are taught.</summary>
    public required IReadOnlyList<SweepOrder> Orders { get; init; }

    /// <summary>The methods to compare.</summary>
    public required IReadOnlyList<SweepMethod> Methods { get; init; }

    /// <summary>Evaluation options of every stage.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Reproduces the published behaviour.</summary>
    public bool AsPublished { get; init; }

    /// <summary>The device to compute on.</summary>
    public string Device { get; init; } = Devices.Auto;

    /// <summary>The data type to compute in.</summary>
    public Precision Dtype { get; init; }
}

/// <summary>A named order of skills.</summary>
/// <param name="Name">Name of the order; <c>default</c> is omitted from experiment names.</param>
/// <param name="Skills">Ids of skills in teaching order; null teaches the world's skills in the order of its file.</param>
public sealed record SweepOrder(string Name, IReadOnlyList<string>? Skills)
{
    /// <summary>Name of the order that is omitted from experiment names.</summary>
    public const string Default = "default";
}

/// <summary>A method of a sweep with its settings.</summary>
/// <param name="Label">Name in tables, unique within the sweep.</param>
/// <param name="Method">Id of the method's plugin.</param>
/// <param name="Settings">The method's own settings.</param>
/// <param name="SettingsPlace">Location of the settings, for errors.</param>
/// <param name="LearningRates">Peak learning rates; each gives separate experiments.</param>
/// <param name="Training">Training options of every stage, except rate and seed.</param>
public sealed record SweepMethod(
    string Label, string Method, JsonObject Settings, string SettingsPlace, IReadOnlyList<double> LearningRates, TrainingOptions Training);
