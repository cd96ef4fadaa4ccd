using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;
using LmmCl.Events;
using LmmCl.Modeling.Hardware;
using LmmCl.Training.Optimisation;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Everything that determines an experiment's outcome, as JSON: files count by hash rather than by path, so that the identity survives
/// moving a folder but not changing a file.
/// </summary>
/// <param name="Json">The resolved specification.</param>
/// <param name="Model">Hash of the base model's weights and configuration.</param>
public sealed record ExperimentIdentity(string Json, ContentHash Model)
{
    /// <summary>Hash of the files that a world's mixtures name; absent if there are none.</summary>
    internal const string Mixtures = "mixtures";

    private const string Dtype = "dtype";
    private const string Skipped = "skipped";

    private static readonly JsonSerializerOptions options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly string[] modelFiles = ["*.safetensors", "config.json", "tokenizer.json", "preprocessor_config.json"];

    internal static ExperimentIdentity Of(ExperimentPlan plan)
    {
        var model = HashOfModel(plan.Spec.Model);
        var evaluation = plan.Spec.Evaluation with { ProbeCaptions = Path.GetFileName(plan.Spec.Evaluation.ProbeCaptions) };
        var folder = Path.GetDirectoryName(Path.GetFullPath(plan.World.File))!;
        var named = plan.Skills
            .SelectMany(skill => TrainingData.Sources(plan.Spec, skill))
            .Concat(plan.Benchmarks.Select(benchmark => benchmark.Test))
            .ToList();
        var parts = named.SelectMany(DataFiles.OfParts).Distinct().ToList();
        var files = named.SelectMany(LlavaFile.Expand).Append(plan.World.File).Distinct();
        var json = new JsonObject
        {
            ["model"] = model.Hex,
            ["world"] = FileHashes.OfFiles(folder, files).Hex,
            ["skills"] = new JsonArray([.. plan.Skills.Select(skill => (JsonNode)skill.Id)]),
            ["method"] = plan.Spec.Method,
            ["settings"] = MethodSettings.ToJson(plan.StatedSettings),
            ["seed"] = plan.Spec.Seed,
            ["training"] = JsonSerializer.SerializeToNode(plan.Spec.Training.WithoutSaving(), options),
            ["evaluation"] = JsonSerializer.SerializeToNode(evaluation, options),
            ["as_published"] = plan.Spec.AsPublished,
        };

        // Omit the default, so that the JSON equals that of records from before the option existed.
        if (plan.Spec.Dtype != Precision.Float32)
        {
            json[Dtype] = plan.Spec.Dtype.Name();
        }

        if (plan.Spec.Rules != ExperimentRules.First)
        {
            json[ExperimentRules.Field] = plan.Spec.Rules;
        }

        if (plan.Spec.Skipped is { } skipped)
        {
            json[Skipped] = JsonSerializer.SerializeToNode(skipped, options);
        }

        if (parts.Count > 0)
        {
            json[Mixtures] = FileHashes.OfFiles(folder, parts).Hex;
        }

        return new ExperimentIdentity(json.ToJsonString(), model);
    }

    /// <summary>Hash of a model folder's weights and configuration.</summary>
    internal static ContentHash HashOfModel(string folder) =>
        FileHashes.OfFiles(folder, ModelFiles(folder));

    private static IEnumerable<string> ModelFiles(string folder)
    {
        var files = modelFiles.SelectMany(pattern => Directory.GetFiles(folder, pattern));
        var older = Path.Combine(folder, "preprocessor_config.json");
        var newer = Path.Combine(folder, "processor_config.json");
        return !File.Exists(older) && File.Exists(newer) ? files.Append(newer) : files;
    }

    /// <summary>The data type recorded for an experiment.</summary>
    /// <exception cref="InputException">The record is not JSON.</exception>
    internal static Precision DtypeOf(string recorded) =>
        (Parse(recorded) as JsonObject)?[Dtype]?.GetValue<string>() is { } name ? Precisions.Parse(name, Dtype) : Precision.Float32;

    /// <summary>The records that an experiment left out of its training data; null for none.</summary>
    /// <exception cref="InputException">The record is not JSON.</exception>
    internal static IReadOnlyList<SkippedRecord>? SkippedOf(string recorded) =>
        (Parse(recorded) as JsonObject)?[Skipped].Deserialize<IReadOnlyList<SkippedRecord>>(options);

    /// <summary>The measurements on validation data that an experiment was started with; null for none.</summary>
    /// <exception cref="InputException">The record is not JSON, or they are not valid.</exception>
    internal static ValidationOptions? ValidationOf(string recorded)
    {
        var training = (Parse(recorded) as JsonObject)?["training"] as JsonObject;
        try
        {
            return training?["validation"].Deserialize<ValidationOptions>(options) is { } validation
                ? (ValidationOptions)MethodSettings.Bind(typeof(ValidationOptions), MethodSettings.ToJson(validation), "validation")
                : null;
        }
        catch (JsonException error)
        {
            throw new InputException("the recorded specification: training.validation", error.Message, null, error);
        }
    }

    private static JsonNode? Parse(string recorded)
    {
        try
        {
            return JsonNode.Parse(recorded);
        }
        catch (JsonException error)
        {
            throw new InputException(
                "the recorded specification",
                $"it is not JSON ({error.Message}).",
                "The store was forged; see 'lmmcl audit verify'.",
                error);
        }
    }

    /// <summary>Describes the first field that differs from <paramref name="recorded"/>; null if none does.</summary>
    /// <exception cref="InputException">The record is not JSON.</exception>
    internal string? DifferenceFrom(string recorded)
    {
        var (mine, theirs) = (JsonNode.Parse(Json), Parse(recorded));
        if (mine is JsonObject spec && theirs is JsonObject older && !older.ContainsKey(Mixtures))
        {
            // Records from before mixture parts were hashed do not have the field; a world that gained mixtures since then differs in its
            // YAML.
            spec.Remove(Mixtures);
        }

        // A resumed experiment takes over the rules and the skipped records that it began with.
        foreach (var field in (string[])[ExperimentRules.Field, Skipped])
        {
            (mine as JsonObject)?.Remove(field);
            (theirs as JsonObject)?.Remove(field);
        }

        (mine, theirs) = (Completed(mine), Completed(theirs));
        LeaveOutSizes(mine, theirs);
        return Difference("", mine, theirs);
    }

    /// <summary>
    /// A recorded specification with every option present: the type and the options of training and evaluation that are newer than the
    /// record get their defaults, which are the behaviour from before those options existed.
    /// </summary>
    internal static JsonNode? Completed(JsonNode? recorded)
    {
        if (recorded is JsonObject spec)
        {
            Complete(spec["training"], new TrainingOptions().WithoutSaving());
            Complete(spec["evaluation"], new EvaluationOptions());
            spec.TryAdd(Dtype, Precision.Float32.Name());
        }

        return recorded;
    }

    /// <summary>
    /// Removes the sizes that may vary between runs of one experiment: of evaluation batches, and of micro-batches except where each
    /// of them is averaged by itself, as published.
    /// </summary>
    private static void LeaveOutSizes(params JsonNode?[] specs)
    {
        var areVariable = !specs.Any(AveragesMicroBatches);
        foreach (var spec in specs)
        {
            (spec?["evaluation"] as JsonObject)?.Remove("batch_size");
            if (areVariable)
            {
                (spec?["training"] as JsonObject)?.Remove("micro_batch");
            }
        }
    }

    private static bool AveragesMicroBatches(JsonNode? spec) =>
        spec?["as_published"]?.GetValue<bool>() == true
        || (spec?["training"] is JsonObject training
            && !JsonNode.DeepEquals(training["loss_weighting"], JsonSerializer.SerializeToNode(LossWeighting.Tokens, options)));

    private static void Complete<T>(JsonNode? recorded, T defaults)
    {
        if (recorded is JsonObject part)
        {
            foreach (var (key, value) in JsonSerializer.SerializeToNode(defaults, options)!.AsObject())
            {
                part.TryAdd(key, value?.DeepClone());
            }
        }
    }

    private static string? Difference(string field, JsonNode? mine, JsonNode? theirs)
    {
        if (JsonNode.DeepEquals(mine, theirs))
        {
            return null;
        }

        return mine is JsonObject here && theirs is JsonObject there
            ? here.Select(pair => pair.Key).Union(there.Select(pair => pair.Key))
                .Select(key => Difference(field.Length == 0 ? key : $"{field}.{key}", here[key], there[key]))
                .First(difference => difference is not null)
            : $"{field} was {Short(theirs)}, now it is {Short(mine)}";
    }

    private static string Short(JsonNode? value)
    {
        var text = value?.ToJsonString() ?? "absent";
        return text.Length <= 160 ? text : text[..160] + "...";
    }
}
