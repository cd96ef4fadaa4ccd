using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Files;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.LlavaOnevision;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling;

/// <summary>A model and the folder it was loaded from.</summary>
/// <param name="Model">The model, with all parameters in memory.</param>
/// <param name="Folder">Folder of the tokenizer and processor files.</param>
public sealed record LoadedModel(IGeneratingModel Model, CheckpointFolder Folder) : IDisposable
{
    /// <summary>The model's family.</summary>
    public IModelFamily Family { get; init; } = ModelFamilies.All.First(family => family.Name == Model.Family);

    /// <summary>Frees the model's tensors.</summary>
    public void Dispose() => Model.Dispose();
}

/// <summary>Loads, creates and saves models of every family.</summary>
public static class MultimodalModels
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    /// <summary>Reads a checkpoint folder in the Hugging Face layout.</summary>
    /// <param name="folder">Folder with <c>config.json</c> and the weights.</param>
    /// <param name="placement">Device and compute type; fp32 on the CPU by default, regardless of the stored type.</param>
    /// <param name="configFile">Alternative <c>config.json</c> by which to read the weights.</param>
    /// <exception cref="InputException">
    /// The folder is incomplete or damaged, of an unknown model type, or its <c>config.json</c> does not fit the weights.
    /// </exception>
    public static LoadedModel Load(string folder, Placement? placement = null, string? configFile = null) =>
        Load(folder, placement, configFile, ModelWeights.Load);

    /// <summary>
    /// Reads a checkpoint folder like loading, but without the values: a model of any size takes no memory and still provides names, roles
    /// and shapes.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">Type of the parameters.</param>
    /// <exception cref="InputException">As for loading.</exception>
    public static LoadedModel Outline(string folder, ScalarType dtype = ScalarType.Float32) =>
        Load(folder, new Placement(dtype, device("meta")), null, (_, _) => { });

    /// <summary>The same from a <c>config.json</c> alone, for weights that are elsewhere.</summary>
    /// <param name="configFile">The <c>config.json</c>.</param>
    /// <param name="dtype">Type of the parameters.</param>
    /// <exception cref="InputException">The configuration is damaged or of an unknown family.</exception>
    public static IGeneratingModel OutlineOf(string configFile, ScalarType dtype = ScalarType.Float32)
    {
        var config = JsonFields.Open(configFile);
        return ModelFamilies.Of(config).Read(config).Allocate(new Placement(dtype, device("meta")));
    }

    private static LoadedModel Load(
        string folder, Placement? placement, string? configFile, Action<CheckpointTensors, IMultimodalModel> fill)
    {
        var files = CheckpointFolder.Open(folder);
        var config = JsonFields.Open(configFile ?? files.Config);
        var family = ModelFamilies.Of(config);
        var blueprint = family.Read(config);
        using var stored = CheckpointTensors.Open(folder, family.Renames);
        CheckpointConsistency.CheckTiedHead(config, stored);
        ShapeCheck.Check(stored, blueprint.Claims);
        try
        {
            ModelWeights.Check(stored, [.. blueprint.Parameters()]);
        }
        catch (InputException error) when (CheckpointConsistency.IsMissingHead(error))
        {
            throw CheckpointConsistency.MissingHead(config, stored);
        }

        var model = blueprint.Allocate(placement ?? Placement.Default);
        try
        {
            fill(stored, model);
            return new LoadedModel(model, files) { Family = family };
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Returns the type in which most of a folder's weights are stored; fp32 for any that models do not compute in.</summary>
    /// <exception cref="InputException">The weights are missing or damaged.</exception>
    public static Precision StoredPrecision(string folder)
    {
        using var stored = CheckpointTensors.Open(folder);
        var narrow = stored.Names.Where(name => stored.Find(name)!.Entry.Dtype == TensorBytes.NameOf(ScalarType.BFloat16))
            .Sum(name => stored.Find(name)!.Entry.End - stored.Find(name)!.Entry.Begin);
        var all = stored.Names.Sum(name => stored.Find(name)!.Entry.End - stored.Find(name)!.Entry.Begin);
        return 2 * narrow > all ? Precision.Bfloat16 : Precision.Float32;
    }

    /// <summary>Creates a model with freshly initialized weights, deterministic for a given seed.</summary>
    public static LlavaOnevisionModel Create(LlavaOnevisionConfig config, int seed, Placement? placement = null)
    {
        var model = new LlavaOnevisionModel(config, placement);
        WeightInitializer.Fill(model, seed);
        return model;
    }

    /// <summary>Creates a model of any family with freshly initialized weights, deterministic for a given seed.</summary>
    /// <param name="configFile">The <c>config.json</c>.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="placement">Device and type; fp32 on the CPU by default.</param>
    /// <exception cref="InputException">The configuration is damaged or of an unknown family.</exception>
    public static IGeneratingModel Create(string configFile, int seed, Placement? placement = null)
    {
        var config = JsonFields.Open(configFile);
        var model = ModelFamilies.Of(config).Read(config).Allocate(placement ?? Placement.Default);
        WeightInitializer.Fill(model, seed);
        return model;
    }

    /// <summary>
    /// Writes the full Hugging Face layout: configuration, weights, and the tokenizer and processor files of <paramref name="source"/>.
    /// </summary>
    /// <param name="model">The model to save.</param>
    /// <param name="folder">Destination, created if necessary.</param>
    /// <param name="source">Source of the other files; null to write none.</param>
    /// <param name="dtype">Type to write, rounding to it if it is narrower; null for the model's own.</param>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public static void Save(IGeneratingModel model, string folder, CheckpointFolder? source = null, ScalarType? dtype = null)
    {
        CheckpointFolder.Make(folder);
        var type = dtype ?? model.Parameters[0].Value.dtype;
        var name = type.ToString().ToLowerInvariant();
        var config = source is null ? model.ConfigJson(name) : Retyped(source.Config, name);
        DurableFile.Write(
            Path.Combine(folder, "config.json"), stream => stream.Write(Encoding.UTF8.GetBytes(config.ToJsonString(indented) + "\n")));
        source?.CopyCompanions(folder);
        var written = JsonFields.Parse(Path.Combine(folder, "config.json"), config.ToJsonString());
        var names = ModelFamilies.Of(written).Written(written);
        SafetensorsWriter.Write(
            Path.Combine(folder, CheckpointTensors.SingleFile),
            model.Parameters.Select(parameter => TensorBytes.ToSafetensors(names.Stored(parameter.Name), parameter.Value, type)));
    }

    /// <summary>Reads a configuration and replaces only the weight type, which older releases call torch_dtype.</summary>
    private static JsonObject Retyped(string file, string dtype)
    {
        var config = JsonNode.Parse(TextFile.ReadBytes(file).Span)!.AsObject();
        config.Remove("torch_dtype");
        config["dtype"] = dtype;
        return config;
    }
}
