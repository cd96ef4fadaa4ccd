using System.Text.Json.Nodes;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>What a user asks for: base model + method with settings + ordered skills + benchmark suite + seed.</summary>
public sealed record ExperimentSpec
{
    /// <summary>Name of the experiment, its event stream and its run folder.</summary>
    public required string Experiment { get; init; }

    /// <summary>Folder of the base model in Hugging Face layout.</summary>
    public required string Model { get; init; }

    /// <summary>YAML file with skills and benchmarks.</summary>
    public required string World { get; init; }

    /// <summary>The skills to teach, in order; null teaches the world's skills in the order of its file.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>Id of the method's plugin.</summary>
    public string Method { get; init; } = "SelectiveTuning";

    /// <summary>The method's own settings.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <summary>Where <see cref="Settings"/> stand, for errors.</summary>
    public string SettingsPlace { get; init; } = "settings";

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>How each stage is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>How each stage is evaluated.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>
    /// Reproduces the published behaviour instead of the study's intention: prompts, labels, loss weighting, and what the method does
    /// (<see cref="Abstractions.IMitigationMethod.AsPublished"/>).
    /// </summary>
    public bool AsPublished { get; init; }

    /// <summary>
    /// Where models compute: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. No part of what makes the experiment: it may go on on
    /// another device.
    /// </summary>
    public string Device { get; init; } = Devices.Auto;

    /// <summary>In which type.</summary>
    public Precision Dtype { get; init; }

    /// <summary>Short label for tables; no part of what makes the experiment.</summary>
    public required string Label { get; init; }

    /// <summary>The label of an experiment that gives none: the recipe where selective tuning has one, else the method.</summary>
    public static string LabelOf(string method, JsonObject settings) =>
        method == "SelectiveTuning" && settings["recipe"] is JsonValue recipe && recipe.TryGetValue<string>(out var name) ? name : method;
}
