using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Training;
using LmmCl.Training.Examples;

namespace LmmCl.Fidelity.Suites.Training;

/// <summary>One run of <c>cases.json</c>: what to train and what must come of it.</summary>
internal sealed class TrainingCase(string folder, JsonElement json)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Checkpoint { get; } = Path.GetFullPath(Path.Combine(folder, json.GetProperty("checkpoint").GetString()!));

    public string Records { get; } = Path.Combine(folder, json.GetProperty("records").GetString()!);

    public string Recipe { get; } = json.GetProperty("recipe").GetString()!;

    /// <summary>Final trained tensors, where given.</summary>
    public string? Tensors { get; } = json.GetProperty("file").GetString() is { } file ? Path.Combine(folder, file) : null;

    public IReadOnlyList<TrainingLogEntry> Log { get; } = [.. json.GetProperty("log").EnumerateArray().Select(TrainingLogEntry.Of)];

    public IReadOnlyDictionary<string, double> DeltaNorms { get; } = json.GetProperty("delta_norms").Deserialize<Dictionary<string, double>>()!;

    /// <summary>As the case says.</summary>
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

    private static LossWeighting Weighting(string name) => name switch
    {
        "tokens" => LossWeighting.Tokens,
        "micro-batch-means" => LossWeighting.MicroBatchMeans,
        _ => throw new InputException("loss_weighting", $"'{name}' is unknown.", NearMatches.Suggest(name, ["tokens", "micro-batch-means"])),
    };
}
