using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.LoRA.Targets;

namespace LmmCl.LoRA.Peft;

/// <summary>Reads and writes <c>adapter_config.json</c>. A field that would change the result in an unsupported way is rejected.</summary>
internal static class PeftConfigFile
{
    private static readonly JsonSerializerOptions reading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    };

    private static readonly JsonSerializerOptions writing = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false };

    /// <summary>Fields that are read, or that do not affect the computation of a stored adapter.</summary>
    private static readonly HashSet<string> known =
    [
        "r", "lora_alpha", "lora_dropout", "target_modules", "rank_pattern", "alpha_pattern", "use_rslora", "bias", "modules_to_save",
        "peft_type", "task_type", "base_model_name_or_path", "revision", "auto_mapping", "inference_mode", "init_lora_weights",
        "exclude_modules", "layers_to_transform", "layers_pattern", "loftq_config", "eva_config", "corda_config", "megatron_core",
        "qalora_group_size", "peft_version", "ensure_weight_tying", "runtime_config",

        // Written by ms-swift and others; they concern how the adapter was trained.
        "lora_dtype", "lorap_lr_ratio", "lorap_emb_lr", "lr_ratio", "group_size", "rank", "model_key", "model_id_or_path",
        "additional_trainable_parameters",
    ];

    /// <summary>Fields that change what the adapter computes in a way that is not supported.</summary>
    private static readonly HashSet<string> unsupported =
    [
        "use_dora", "lora_bias", "use_qalora", "use_qa_lora", "use_merged_linear", "layer_replication", "fan_in_fan_out", "megatron_config",
        "trainable_token_indices", "target_parameters", "alora_invocation_tokens", "arrow_config", "use_bdlora",
    ];

    /// <summary>Initializations of A and B that do not modify the model's own weights.</summary>
    private static readonly string[] harmlessFills = ["gaussian", "eva", "orthogonal"];

    /// <summary>Reads the configuration of an adapter folder.</summary>
    /// <exception cref="InputException">
    /// The file is missing, is not JSON, or is for another kind of adapter or an unsupported feature.
    /// </exception>
    public static PeftConfig Read(string folder)
    {
        var path = Path.Combine(folder, PeftNames.ConfigFile);
        try
        {
            return Read(path, Parse(folder, path));
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(path, "a text has half a surrogate pair, which is not a character.", inner: error);
        }
    }

    private static PeftConfig Read(string path, JsonObject fields)
    {
        if (Text(fields, "peft_type") is var type && !string.Equals(type, "LORA", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"{path}: peft_type", $"'{type ?? "nothing"}' is not LORA.", "Only LoRA adapters can be read.");
        }

        foreach (var (name, value) in fields)
        {
            if (name == "init_lora_weights" ? !IsHarmlessFill(value) : !known.Contains(name) && !SaysNothing(value))
            {
                throw name == "init_lora_weights" || unsupported.Contains(name)
                    ? new InputException(
                        $"{path}: {name}",
                        $"{Short(value)} is not supported: it changes what the adapter computes.",
                        "Merge the adapter into its model with PEFT's merge_and_unload, and name the result as the model.")
                    : new InputException(
                        $"{path}: {name}",
                        $"this version does not know the field ({Short(value)}), which may change what the adapter computes.",
                        "Remove it if the adapter was trained without the feature, as newer releases of PEFT write every default.");
            }
        }

        return Bound(path, fields);
    }

    /// <summary>Writes the configuration with two spaces of indentation, as PEFT does.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Write(PeftConfig config, string folder)
    {
        var path = Path.Combine(folder, PeftNames.ConfigFile);
        try
        {
            File.WriteAllText(path, config.Json.ToJsonString(writing));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be written ({error.Message}).", "Free space on the disk.", error);
        }
    }

    /// <summary>Returns true if tied embeddings and head remain tied when the embedding is saved in full.</summary>
    public static bool KeepsTies(PeftConfig config) => config.Json["ensure_weight_tying"]?.GetValueKind() == JsonValueKind.True;

    /// <summary>Returns true if fields other than the targets narrow the choice of modules.</summary>
    public static bool NarrowsTargets(PeftConfig config) =>
        !SaysNothing(config.Json["exclude_modules"]) || !SaysNothing(config.Json["layers_to_transform"]);

    private static JsonObject Parse(string folder, string path)
    {
        if (!File.Exists(path))
        {
            throw File.Exists(folder)
                ? new InputException(folder, "this is a file, where an adapter's folder is expected.", "Name the folder it is in.")
                : new InputException(folder, $"there is no {PeftNames.ConfigFile}.", "Name a folder that PEFT or this method wrote.");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: strict) as JsonObject
                ?? throw new InputException(path, "it is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new InputException(path, $"it is not JSON ({error.Message}).", inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, $"it cannot be read ({error.Message}).", inner: error);
        }
    }

    private static PeftConfig Bound(string path, JsonObject fields)
    {
        var config = new PeftConfig
        {
            Rank = Value<int?>(path, fields, "r") ?? 8,
            Alpha = Value<double?>(path, fields, "lora_alpha") ?? 8,
            Dropout = Value<double?>(path, fields, "lora_dropout") ?? 0,
            Targets = Value<LoRATargets>(path, fields, "target_modules"),
            RankPattern = Value<Dictionary<string, int>>(path, fields, "rank_pattern") ?? [],
            AlphaPattern = Value<Dictionary<string, double>>(path, fields, "alpha_pattern") ?? [],
            UseRslora = Value<bool?>(path, fields, "use_rslora") ?? false,
            Bias = Bias(path, fields),
            ModulesToSave = Names(path, fields, "modules_to_save"),
            Json = fields,
        };
        return config.RankPattern.Values.Append(config.Rank).Min() < 1
            ? throw new InputException($"{path}: r", "a rank must be at least 1.")
            : config.AlphaPattern.Values.Append(config.Alpha).Any(alpha => !(alpha > 0))
                ? throw new InputException(
                    $"{path}: lora_alpha", "an alpha must be above 0: the adapter adds nothing to its model, and no gradient reaches it.")
            : config.Dropout is < 0 or >= 1 ? throw new InputException($"{path}: lora_dropout", "must be at least 0 and below 1.")
            : config;
    }

    private static BiasTraining Bias(string path, JsonObject fields)
    {
        var choices = Enum.GetValues<BiasTraining>().ToDictionary(choice => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString()));
        var named = Value<string>(path, fields, "bias") ?? "none";
        return choices.TryGetValue(named, out var bias)
            ? bias
            : throw new InputException($"{path}: bias", $"'{named}' is not a choice.", NearMatches.Suggest(named, choices.Keys));
    }

    private static List<string> Names(string path, JsonObject fields, string name)
    {
        var names = Value<List<string?>>(path, fields, name) ?? [];
        return [.. names.Select(entry => entry ?? throw new InputException($"{path}: {name}", "an entry is null."))];
    }

    private static T? Value<T>(string path, JsonObject fields, string name)
    {
        try
        {
            return fields[name] is { } value ? value.Deserialize<T>(reading) : default;
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: {name}", $"{Short(fields[name])} is of the wrong kind.", inner: error);
        }
    }

    private static string? Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool IsHarmlessFill(JsonNode? value) =>
        value?.GetValueKind() is null or JsonValueKind.True or JsonValueKind.False
        || (value.GetValueKind() == JsonValueKind.String && harmlessFills.Contains(value.GetValue<string>()));

    private static bool SaysNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonObject fields => fields.Count == 0,
        JsonArray items => items.Count == 0,
        _ => value.GetValueKind() == JsonValueKind.False,
    };

    private static string Short(JsonNode? value) => value?.ToJsonString() is { } text && text.Length <= 80 ? text : "its value";
}
