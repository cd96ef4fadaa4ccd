using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;
using LmmCl.LoRA.Targets;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LoRA.Adapters;

/// <summary>
/// Low-rank updates of a model's linear maps, and the model's own parameters that belong to them. Owns A and B of every map.
/// </summary>
internal sealed class Adapter : IDisposable
{
    private readonly PeftConfig config;
    private readonly IReadOnlyList<ModelParameter> full;

    private Adapter(PeftConfig config, IReadOnlyList<LoRALayer> layers, IReadOnlyList<ModelParameter> full) =>
        (this.config, Layers, this.full) = (config, layers, full);

    /// <summary>One layer per adapted map, in the model's order.</summary>
    public IReadOnlyList<LoRALayer> Layers { get; }

    /// <summary>All trained parameters: the model's own, then A and B of every map.</summary>
    public IEnumerable<ModelParameter> Parameters => full.Concat(Layers.SelectMany(layer => new[] { layer.A, layer.B }));

    /// <summary>Creates an adapter that does not change the model yet.</summary>
    /// <param name="settings">Ranks, targets and other settings.</param>
    /// <param name="model">Model to adapt.</param>
    /// <param name="seed">Seed; equal seeds give equal A.</param>
    /// <exception cref="InputException">The settings do not fit the model.</exception>
    public static Adapter Fresh(LoRASettings settings, IMultimodalModel model, ulong seed)
    {
        IReadOnlyList<string> saved = settings.TrainProjector
            ? [.. settings.ModulesToSave, FullyTrained.Projector(model)]
            : settings.ModulesToSave;
        var modules = TargetSelection.Of(settings.Targets, model, "settings.targets")
            .Where(module => !FullyTrained.IsSaved(module.Parameters[0].Name, saved)).ToList();
        if (modules.Count == 0)
        {
            throw new InputException("settings.modules_to_save", "every target trains in full, so that none is left for an adapter.");
        }

        var tied = FullyTrained.HoldsTiedEmbedding(model, model.Parameters.Where(parameter => FullyTrained.IsSaved(parameter.Name, saved)));
        var config = PeftConfig.Of(settings, modules.Select(module => module.Name), saved, tied);
        return Fresh(config, modules, FullyTrained.Of(config, model, modules, "settings.modules_to_save"), seed);
    }

    /// <summary>Creates an adapter that does not change the model yet, with the configuration of the one in a folder.</summary>
    /// <exception cref="InputException">The folder is damaged, or is for another kind of adapter or another model.</exception>
    public static Adapter FreshLike(string folder, IMultimodalModel model, ITensorFiles files, ulong seed)
    {
        using var scope = NewDisposeScope();
        var (config, modules, full, _) = Open(folder, model, files);
        return Fresh(config, modules, full, seed);
    }

    /// <summary>Reads an adapter folder. The model's own parameters stored in it are written into the model.</summary>
    /// <exception cref="InputException">The folder is damaged, or is for another kind of adapter or another model.</exception>
    public static Adapter Read(string folder, IMultimodalModel model, ITensorFiles files)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (config, modules, full, tensors) = Open(folder, model, files);
        foreach (var parameter in full)
        {
            parameter.Value.copy_(tensors[parameter.Name]);
        }

        return new Adapter(config, [.. modules.Select(module => Layer(module, tensors, config))], full);
    }

    /// <summary>Writes the folder in PEFT's format.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to.</exception>
    public void Write(string folder, ITensorFiles files)
    {
        var adapted = Layers.SelectMany(layer => layer.Module.Parameters).Select(parameter => parameter.Name).ToHashSet();
        string Key(string name) => PeftNames.Key(adapted.Contains(name) ? PeftNames.OfBaseLayer(name) : name);
        files.Write(
            Path.Combine(folder, PeftNames.TensorFile),
            Parameters.Select(parameter => (Key(parameter.Name), (Tensor)parameter.Value)));
        PeftConfigFile.Write(config, folder);
    }

    /// <summary>Installs every update in the model.</summary>
    /// <param name="isTraining">Returns, on every call, whether the configuration's dropout applies; null for never.</param>
    public void Put(Func<bool>? isTraining = null)
    {
        foreach (var layer in Layers)
        {
            layer.Put(config.Dropout, isTraining);
        }
    }

    /// <summary>Removes every update from the model.</summary>
    public void TakeOff()
    {
        foreach (var layer in Layers)
        {
            layer.TakeOff();
        }
    }

    /// <summary>Adds every update to its weight.</summary>
    public void Merge()
    {
        foreach (var layer in Layers)
        {
            layer.Merge();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in Layers)
        {
            layer.Dispose();
        }
    }

    private static Adapter Fresh(PeftConfig config, IEnumerable<ModelModule> modules, IReadOnlyList<ModelParameter> full, ulong seed)
    {
        using var generator = new Generator(seed);
        var layers = modules.Select(module => LoRALayer.Fresh(module, config.RankOf(module.Name), config.ScaleOf(module.Name), generator));
        return new Adapter(config, [.. layers], full);
    }

    /// <summary>Reads a folder and validates it against the model; the tensors belong to the caller's dispose scope.</summary>
    private static (PeftConfig Config, IReadOnlyList<ModelModule> Modules, IReadOnlyList<ModelParameter> Full, AdapterTensors Tensors) Open(
        string folder, IMultimodalModel model, ITensorFiles files)
    {
        var config = PeftConfigFile.Read(folder);
        var tensors = AdapterTensors.Read(folder, files, model);
        var modules = Named(tensors, config, model);
        var full = FullyTrained.Of(config, model, modules, $"{Path.Combine(folder, PeftNames.ConfigFile)}: modules_to_save");
        tensors.CheckFull(full);
        return !FullyTrained.HoldsTiedEmbedding(model, full) || PeftConfigFile.KeepsTies(config)
            ? (config, modules, full, tensors)
            : throw new InputException(
                Path.Combine(folder, PeftNames.ConfigFile),
                "it trains the embedding away from the head, which are one tensor in this model.",
                "Only an adapter with ensure_weight_tying can be read here.");
    }

    /// <summary>Returns the maps for which a file has A and B, which must be all that the configuration selects.</summary>
    private static List<ModelModule> Named(AdapterTensors tensors, PeftConfig config, IMultimodalModel model)
    {
        var linear = model.Modules.Where(module => module.Kind == ModuleKind.Linear).ToList();
        var named = config.Targets is { } targets && !PeftConfigFile.NarrowsTargets(config)
            ? TargetSelection.Meaning(targets, model, $"{tensors.Place}: target_modules")
            : _ => false;
        bool IsMeant(ModelModule module) => named(module) && !FullyTrained.IsSaved(module.Parameters[0].Name, config.ModulesToSave);
        tensors.CheckModules(linear, IsMeant, config.RankOf);
        return [.. linear.Where(module => tensors.Modules.Contains(module.Name))];
    }

    private static LoRALayer Layer(ModelModule module, AdapterTensors tensors, PeftConfig config)
    {
        Tensor Placed(string name) => tensors[name].to(ScalarType.Float32).to(module.Parameters[0].Value.device);
        return new LoRALayer(module, Placed(PeftNames.A(module.Name)), Placed(PeftNames.B(module.Name)), config.ScaleOf(module.Name));
    }
}
