using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Training.Optimisation;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>One run of <c>cases.json</c>: its input and expected results.</summary>
internal sealed class TrainingCase(string folder, JsonElement json)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Checkpoint { get; } = Path.GetFullPath(Path.Combine(folder, json.GetProperty("checkpoint").GetString()!));

    public string Records { get; } = Path.Combine(folder, json.GetProperty("records").GetString()!);

    public string Recipe { get; } = json.GetProperty("recipe").GetString()!;

    /// <summary>File of the final trained tensors; null if not given.</summary>
    public string? Tensors { get; } =
        json.TryGetProperty("file", out var file) && file.GetString() is { } name ? Path.Combine(folder, name) : null;

    /// <summary>The part of the run that this version does not support; null if it supports all.</summary>
    public string? NotCovered { get; } = Unknown(json, "schedule", "cosine to zero") ?? Unknown(json, "order", "as in the file");

    public IReadOnlyList<TrainingLogEntry> Log { get; } = [.. json.GetProperty("log").EnumerateArray().Select(TrainingLogEntry.Of)];

    public IReadOnlyDictionary<string, double> DeltaNorms { get; } =
        json.GetProperty("delta_norms").Deserialize<Dictionary<string, double>>()!;

    /// <summary>Options as given in the case.</summary>
    public TrainingOptions Options { get; } = new()
    {
        LearningRate = json.GetProperty("lr").GetDouble(),
        Epochs = json.GetProperty("epochs").GetDouble(),
        EffectiveBatch = json.GetProperty("micro_batch").GetInt32() * json.GetProperty("accumulation").GetInt32(),
        MicroBatch = json.GetProperty("micro_batch").GetInt32(),
        WarmupRatio = json.GetProperty("warmup_ratio").GetDouble(),
        Clip = json.GetProperty("clip").GetDouble(),
        LossWeighting = Weighting(json.GetProperty("loss_weighting").GetString()!),
        Order = ExampleOrder.AsInFile,
    };

    private static string? Unknown(JsonElement json, string field, string known) =>
        json.TryGetProperty(field, out var value) && value.GetString() is var given && given != known
            ? $"{field} '{given}' is not known"
            : null;

    private static LossWeighting Weighting(string name) => name switch
    {
        "tokens" => LossWeighting.Tokens,
        "micro-batch-means" => LossWeighting.MicroBatchMeans,
        _ => throw new InputException(
            "loss_weighting", $"'{name}' is unknown.", NearMatches.Suggest(name, ["tokens", "micro-batch-means"])),
    };
}
