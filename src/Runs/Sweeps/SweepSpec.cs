using System.Text.Json.Nodes;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Sweeps;

/// <summary>Many experiments that differ in method, learning rate, seed and order of skills, and in nothing else.</summary>
public sealed record SweepSpec
{
    /// <summary>Name of the sweep; names of its experiments begin with it.</summary>
    public required string Sweep { get; init; }

    /// <summary>Folder of the base model in Hugging Face layout.</summary>
    public required string Model { get; init; }

    /// <summary>YAML file with skills and benchmarks; null where each seed has a drawn world of its own.</summary>
    public required string? World { get; init; }

    /// <summary>Seeds of everything random, the drawn world's pictures too.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Orders in which the skills are taught.</summary>
    public required IReadOnlyList<SweepOrder> Orders { get; init; }

    /// <summary>What is compared.</summary>
    public required IReadOnlyList<SweepMethod> Methods { get; init; }

    /// <summary>How each stage is evaluated.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Reproduces the published behaviour.</summary>
    public bool AsPublished { get; init; }

    /// <summary>Where models compute.</summary>
    public string Device { get; init; } = Devices.Auto;

    /// <summary>In which type.</summary>
    public Precision Dtype { get; init; }
}

/// <summary>A named order of skills.</summary>
/// <param name="Name">Its name; <c>default</c> is left out of experiments' names.</param>
/// <param name="Skills">Ids of skills, first taught first; null teaches the world's skills in the order of its file.</param>
public sealed record SweepOrder(string Name, IReadOnlyList<string>? Skills)
{
    /// <summary>Name of the order that needs no mention.</summary>
    public const string Default = "default";
}

/// <summary>A method of a sweep with its settings.</summary>
/// <param name="Label">What tables call it; no two of a sweep are called the same.</param>
/// <param name="Method">Id of the method's plugin.</param>
/// <param name="Settings">The method's own settings.</param>
/// <param name="SettingsPlace">Where they stand, for errors.</param>
/// <param name="LearningRates">Peak rates; each gives experiments of its own.</param>
/// <param name="Training">How each stage is trained, but for rate and seed.</param>
public sealed record SweepMethod(
    string Label, string Method, JsonObject Settings, string SettingsPlace, IReadOnlyList<double> LearningRates, TrainingOptions Training);
