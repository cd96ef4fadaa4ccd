using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.LoRA.Targets;

namespace LmmCl.LoRA.Peft;

/// <summary>Adapter configuration that affects computation and training.</summary>
internal sealed record PeftConfig
{
    private static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Rank r.</summary>
    public required int Rank { get; init; }

    /// <summary>Scale numerator alpha.</summary>
    public required double Alpha { get; init; }

    /// <summary>Fraction of the adapter's input that is zeroed in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Linear maps that have an adapter, if the configuration names them; otherwise null.</summary>
    public LoRATargets? Targets { get; init; }

    /// <summary>Ranks of maps by name suffix.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Alphas of maps by name suffix.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>True to scale by alpha / sqrt(r) instead of alpha / r.</summary>
    public bool UseRslora { get; init; }

    /// <summary>Biases that are also trained.</summary>
    public BiasTraining Bias { get; init; }

    /// <summary>Modules trained in full.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>Contents of the whole file, for writing it back.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>Returns r of a linear map.</summary>
    public int RankOf(string module) => ModuleNames.Find(RankPattern, module, "rank_pattern") ?? Rank;

    /// <summary>Returns the factor of B A x.</summary>
    public double ScaleOf(string module)
    {
        var (alpha, rank) = (ModuleNames.Find(AlphaPattern, module, "alpha_pattern") ?? Alpha, RankOf(module));
        return alpha / (UseRslora ? Math.Sqrt(rank) : rank);
    }

    /// <summary>Creates a new adapter's configuration.</summary>
    /// <param name="settings">All settings other than the following parameters.</param>
    /// <param name="modules">Names of the linear maps that get an adapter, used for targets unknown to PEFT.</param>
    /// <param name="saved">Modules trained in full, including the projector if it is trained.</param>
    /// <param name="tied">True if one of them is an embedding tied to the head.</param>
    public static PeftConfig Of(LoRASettings settings, IEnumerable<string> modules, IReadOnlyList<string> saved, bool tied)
    {
        var targets = settings.Targets.IsPeft ? settings.Targets : LoRATargets.Of([.. modules.Order(StringComparer.Ordinal)]);
        return new PeftConfig
        {
            Rank = settings.Rank,
            Alpha = settings.Alpha,
            Dropout = settings.Dropout,
            Targets = targets,
            RankPattern = settings.RankPattern,
            AlphaPattern = settings.AlphaPattern,
            UseRslora = settings.UseRslora,
            Bias = settings.Bias,
            ModulesToSave = saved,
            Json = Fields(settings, targets, saved, tied),
        };
    }

    /// <summary>Returns the fields in PEFT's key order; fields added by newer releases are omitted if they have their default.</summary>
    private static JsonObject Fields(LoRASettings settings, LoRATargets targets, IReadOnlyList<string> saved, bool tied)
    {
        var fields = new JsonObject
        {
            ["alpha_pattern"] = JsonSerializer.SerializeToNode(Sorted(settings.AlphaPattern)),
            ["auto_mapping"] = null,
            ["base_model_name_or_path"] = null,
            ["bias"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(settings.Bias.ToString()),
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = null,
            ["loftq_config"] = new JsonObject(),
            ["lora_alpha"] = settings.Alpha,
            ["lora_dropout"] = settings.Dropout,
            ["modules_to_save"] = saved.Count == 0 ? null : JsonSerializer.SerializeToNode(saved),
            ["peft_type"] = "LORA",
            ["r"] = settings.Rank,
            ["rank_pattern"] = JsonSerializer.SerializeToNode(Sorted(settings.RankPattern)),
            ["revision"] = null,
            ["target_modules"] = JsonSerializer.SerializeToNode(Sorted(targets), json),
            ["task_type"] = "CAUSAL_LM",
            ["use_dora"] = false,
            ["use_rslora"] = settings.UseRslora,
        };
        if (tied)
        {
            fields.Insert(fields.IndexOf("fan_in_fan_out"), "ensure_weight_tying", true);
        }

        return fields;
    }

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> patterns) =>
        new(patterns.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static LoRATargets Sorted(LoRATargets targets) =>
        targets.Names is { } names ? LoRATargets.Of([.. names.Order(StringComparer.Ordinal)]) : targets;
}
