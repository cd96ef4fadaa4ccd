using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Generation;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Memory;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Training;

namespace LmmCl.Runs.Planning;

/// <summary>
/// A base model by names and shapes alone, prepared by an experiment's method for its first stage, with the trained parameters selected as
/// in training.
/// </summary>
internal sealed class PlannedModel : IDisposable
{
    private readonly FirstStage stage;

    private PlannedModel(IGeneratingModel model, LoadedModel? files, FirstStage stage, object settings, string source)
    {
        (Model, Files, this.stage, Source) = (model, files, stage, source);
        Capabilities = stage.Method.Describe().Capabilities;
        HasVariants = stage.Method.Variants(settings).Count > 0;
    }

    /// <summary>The model, wrapped by the method.</summary>
    public IGeneratingModel Model { get; }

    /// <summary>The same with its tokenizer and processor files; null if only a configuration is here.</summary>
    public LoadedModel? Files { get; }

    /// <summary>Origin of the shapes, for people.</summary>
    public string Source { get; }

    /// <summary>The model's sizes.</summary>
    public ISizedModel Sizes => Model as ISizedModel
        ?? throw new InputException($"model family '{Model.Family}'", "it does not say how large its parts are, so it cannot be planned.");

    /// <summary>The capabilities that the method declares.</summary>
    public MethodCapabilities Capabilities { get; }

    /// <summary>True if the method offers variants of a stage's model, which are evaluated beside it.</summary>
    public bool HasVariants { get; }

    /// <summary>Trained parameters, with added ones.</summary>
    public IReadOnlyList<ModelParameter> Trained => stage.Trained;

    /// <summary>Parameters that the method writes after training.</summary>
    public IReadOnlyList<ModelParameter> Merged => stage.Merged;

    /// <summary>All parameters by role, without added ones.</summary>
    public IReadOnlyList<RoleCount> Roles => RoleCounts.Of(Model.Parameters);

    /// <summary>Outlines the model and lets the method prepare it.</summary>
    /// <exception cref="InputException">Configuration, weight files or settings are damaged or do not fit.</exception>
    public static async Task<PlannedModel> OfAsync(ExperimentSpec spec, PlanOptions options, PluginMethods methods, CancellationToken ct)
    {
        var (model, files, source) = Outline(spec, options);
        try
        {
            var settings = ExperimentPlan.BoundSettings(spec, methods).Resolved;
            var stage = await FirstStage.PrepareAsync(spec, settings, spec.Skills?[0] ?? "skill", model, methods, ct);
            return new PlannedModel(model, files, stage, settings, source);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of parameters, in the type that each has.</summary>
    public static long Bytes(IEnumerable<ModelParameter> parameters) =>
        parameters.Sum(parameter => parameter.Value.numel() * parameter.Value.element_size());

    /// <summary>Number of values of parameters.</summary>
    public static long Count(IEnumerable<ModelParameter> parameters) => parameters.Sum(parameter => parameter.Value.numel());

    /// <inheritdoc/>
    public void Dispose()
    {
        stage.Dispose();
        Model.Dispose();
    }

    private static (IGeneratingModel Model, LoadedModel? Files, string Source) Outline(ExperimentSpec spec, PlanOptions options)
    {
        var dtype = spec.Dtype.ToScalarType();
        if (options.ConfigFile is { } config)
        {
            return (MultimodalModels.OutlineOf(config, dtype), null, Path.GetFileName(config));
        }

        if (!Directory.Exists(spec.Model))
        {
            throw new InputException(
                $"model '{spec.Model}'",
                "the folder does not exist.",
                "A plan needs only its config.json: put that there, or name one with --config.");
        }

        var folder = CheckpointFolder.Open(spec.Model);
        if (HasWeights(folder.Path))
        {
            var loaded = MultimodalModels.Outline(folder.Path, dtype);
            return (loaded.Model, loaded, "config.json and the headers of the weight files");
        }

        return (MultimodalModels.OutlineOf(folder.Config, dtype), null, "config.json; there are no weight files");
    }

    private static bool HasWeights(string folder) =>
        File.Exists(Path.Combine(folder, CheckpointTensors.SingleFile)) || File.Exists(Path.Combine(folder, CheckpointTensors.IndexFile));
}
