using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Training.State;

namespace LmmCl.Runs.Stages;

/// <summary>
/// A model with the weights of a stage and the method's attachments, so that it answers as it did at the end of the stage.
/// </summary>
internal sealed class StageModel : IDisposable
{
    private readonly IMitigationMethod? attached;

    private StageModel(LoadedModel loaded, IMitigationMethod? attached, string state) =>
        (Loaded, this.attached, State) = (loaded, attached, state);

    /// <summary>Weights, tokenizer and processor files.</summary>
    public LoadedModel Loaded { get; }

    /// <summary>Hash of everything that its answers depend on.</summary>
    public string State { get; }

    /// <summary>
    /// Lets the method attach the files saved for the stage. Takes ownership of <paramref name="loaded"/>: it is freed if attaching fails.
    /// </summary>
    /// <param name="loaded">A model with the weights of the stage and no wrappers.</param>
    /// <param name="plan">Method and settings.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="methods">Creates the method.</param>
    /// <param name="variant">One of the method's variants; null for the stage's own model.</param>
    public static StageModel Of(LoadedModel loaded, ExperimentPlan plan, StageId stage, PluginMethods methods, string? variant = null)
    {
        try
        {
            return Attach(loaded, plan, stage, methods, variant);
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>The hash of a model's weights and the files that a method attaches to it.</summary>
    /// <param name="model">Hash of the weights.</param>
    /// <param name="files">The method's files: path relative to their folder, and SHA-256.</param>
    public static string StateOf(string model, IEnumerable<(string Name, string Hash)> files) =>
        ContentHash.Of(string.Join('\n', files
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{file.Name} {file.Hash}")
            .Prepend(model))).Hex;

    /// <summary>Removes the attachments and returns the model; frees it if the method fails to dispose of itself.</summary>
    public LoadedModel Detach()
    {
        try
        {
            Loaded.Model.Modules.Unwrap();
            (attached as IDisposable)?.Dispose();
            return Loaded;
        }
        catch
        {
            Loaded.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Detach().Dispose();

    private static StageModel Attach(LoadedModel loaded, ExperimentPlan plan, StageId stage, PluginMethods methods, string? variant)
    {
        var changesInference = plan.Plugin.Manifest!.Capabilities.HasFlag(MethodCapabilities.ChangesInference);
        if (stage == StageId.Base || (variant is null && !changesInference))
        {
            return new StageModel(loaded, null, ModelHash.Of(loaded.Model));
        }

        var folder = plan.Folder.MethodState(stage);
        var method = methods.Create(plan.Spec.Method);
        try
        {
            method.Attach(new AttachContext
            {
                Model = loaded.Model,
                BoundSettings = plan.Settings,
                StateFolder = folder,
                Files = new SafetensorsFiles(),
                Variant = variant,
            });
            return new StageModel(loaded, method, StateOf(loaded, folder));
        }
        catch
        {
            loaded.Model.Modules.Unwrap();
            (method as IDisposable)?.Dispose();
            throw;
        }
    }

    private static string StateOf(LoadedModel loaded, string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        return StateOf(
            ModelHash.Of(loaded.Model),
            files.Select(file => (Path.GetRelativePath(folder, file), ContentHash.OfFile(file).Hex)));
    }
}
