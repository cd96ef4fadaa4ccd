using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>One entry of a family's <c>cases.json</c>; the fields present depend on its kind.</summary>
internal sealed record FamilyEntry
{
    private static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public IReadOnlyList<string> Texts { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Images { get; init; } = [];

    public string? File { get; init; }

    public string Checkpoint { get; init; } = "checkpoint";

    /// <summary>The folder of the tokenizer and processor that the prompts were made with.</summary>
    public string Tokenizer { get; init; } = "checkpoint";

    /// <summary>The data type that the library computed in, if it differs from the weights'.</summary>
    public string? Compute { get; init; }

    public string? Adapter { get; init; }

    public string PaddingSide { get; init; } = "left";

    public double Loss { get; init; }

    public int LabelTokens { get; init; }

    public string? Gradients { get; init; }

    public string Recipe { get; init; } = "";

    public long TrainedParameters { get; init; }

    public IReadOnlyDictionary<string, double> DeltaNorms { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<string> TensorsWithoutSignal { get; init; } = [];

    public OptimizerSettings? Optimizer { get; init; }

    public LibrarySpread LibrarySpread { get; init; } = new(0, 0);

    public IReadOnlyList<TrajectoryPoint> Log { get; init; } = [];

    public int MaxNewTokens { get; init; }

    public int? EosTokenId { get; init; }

    public IReadOnlyList<IReadOnlyList<int>> Tokens { get; init; } = [];

    /// <summary>Reads the entries of a file.</summary>
    public static IReadOnlyList<FamilyEntry> ReadAll(string file) =>
        JsonSerializer.Deserialize<List<FamilyEntry>>(System.IO.File.ReadAllBytes(file), json) ?? [];
}

/// <summary>AdamW and schedule of a trajectory.</summary>
internal sealed record OptimizerSettings(
    double[] Betas, double Eps, double WeightDecay, double Lr, int Steps, int WarmupSteps, double Clip);

/// <summary>The deviation between two runs of the library itself.</summary>
internal sealed record LibrarySpread(double Loss, double Parameters);

/// <summary>One step of a trajectory.</summary>
internal sealed record TrajectoryPoint(
    int Step, int Batch, double Lr, double Loss, [property: JsonPropertyName("grad_norm")] double GradNorm);
