using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LmmCl.Data.Conversations;
using LmmCl.Evaluation.Scorers;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>A user's specification of an experiment: base model + method with settings + ordered skills + benchmark suite + seed.</summary>
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

    /// <summary>Location of <see cref="Settings"/>, for errors.</summary>
    public string SettingsPlace { get; init; } = "settings";

    /// <summary>Seed for all randomness.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Training options of every stage.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Evaluation options of every stage.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>
    /// Reproduces the published behaviour instead of the study's intention: prompts, labels, loss weighting, and what the method does
    /// (<see cref="Abstractions.IMitigationMethod.AsPublished"/>).
    /// </summary>
    public bool AsPublished { get; init; }

    /// <summary>
    /// The device to compute on: <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Not part of the experiment's identity: it may be
    /// resumed on another device.
    /// </summary>
    public string Device { get; init; } = Devices.Auto;

    /// <summary>The data type to compute in.</summary>
    public Precision Dtype { get; init; }

    /// <summary>Folder that paths in <see cref="Settings"/> are relative to; null for the current one.</summary>
    public string? SettingsFolder { get; init; }

    /// <summary>
    /// Version of the rules by which data and schedules are read (<see cref="ExperimentRules"/>). An experiment keeps the rules that it
    /// began with; specifications that do not name any are under the first rules.
    /// </summary>
    public int Rules { get; init; } = ExperimentRules.First;

    /// <summary>Bad records of the training data that are left out, as the user asked; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SkippedRecord>? Skipped { get; init; }

    /// <summary>Short label for tables; not part of the experiment's identity.</summary>
    public required string Label { get; init; }

    /// <summary>Tokens that contribute to the loss.</summary>
    internal LabelMode Labels => AsPublished ? LabelMode.AsPublished : LabelMode.Answers;

    /// <summary>Kind of prompts and of measuring.</summary>
    internal ScoringMode Mode => AsPublished ? ScoringMode.AsPublished : ScoringMode.Default;

    /// <summary>The default label of an experiment: the recipe if selective tuning has one, else the method.</summary>
    public static string LabelOf(string method, JsonObject settings) =>
        method == "SelectiveTuning" && settings["recipe"] is JsonValue recipe && recipe.TryGetValue<string>(out var name) ? name : method;
}
