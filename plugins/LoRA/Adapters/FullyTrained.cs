using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;

namespace LmmCl.LoRA.Adapters;

/// <summary>The model's own parameters that train beside an adapter and are stored with it: biases, and modules saved in full.</summary>
internal static class FullyTrained
{
    /// <summary>Whether a parameter or module lies in a module that is saved in full. PEFT compares the end of the module's name.</summary>
    public static bool IsSaved(string name, IReadOnlyList<string> saved) =>
        saved.Count > 0 && Prefixes(name).Any(prefix => saved.Any(module => prefix.EndsWith(module, StringComparison.Ordinal)));

    /// <summary>In the model's order.</summary>
    /// <param name="config">Which biases, and which modules.</param>
    /// <param name="model">Whose parameters.</param>
    /// <param name="adapted">The linear maps with an adapter.</param>
    /// <param name="place">Where the modules were named, for the error.</param>
    /// <exception cref="InputException">The model has none of a module's parameters.</exception>
    public static IReadOnlyList<ModelParameter> Of(
        PeftConfig config, IMultimodalModel model, IReadOnlyList<ModelModule> adapted, string place)
    {
        foreach (var module in config.ModulesToSave)
        {
            if (!model.Parameters.Any(parameter => IsSaved(parameter.Name, [module])))
            {
                throw new InputException(
                    place, $"this {model.Family} model has no parameter in a module '{module}'.", Known(module, model));
            }
        }

        var biases = Biases(config.Bias, model, adapted);
        return [.. model.Parameters.Where(parameter => biases.Contains(parameter.Name) || IsSaved(parameter.Name, config.ModulesToSave))];
    }

    /// <summary>The module that holds the projector, as it is named in <c>modules_to_save</c>.</summary>
    /// <exception cref="InputException">The model has no projector.</exception>
    public static string Projector(IMultimodalModel model)
    {
        var projector = model.Parameters.Where(parameter => parameter.Role == ParameterRole.Projector);
        var names = projector.Select(parameter => parameter.Name).ToList();
        bool HoldsAll(string prefix) => names.TrueForAll(name => name.StartsWith(prefix + ".", StringComparison.Ordinal));
        return names.Count > 0
            ? Prefixes(names[0]).Last(HoldsAll)
            : throw new InputException("settings.train_projector", $"this {model.Family} model has no projector.", "Leave it out.");
    }

    /// <summary>Whether one of <paramref name="trained"/> is an embedding that is the head as well.</summary>
    public static bool HoldsTiedEmbedding(IMultimodalModel model, IEnumerable<ModelParameter> trained) =>
        model.Parameters.All(parameter => parameter.Role != ParameterRole.Head)
        && trained.Any(parameter => parameter.Role == ParameterRole.TokenEmbedding);

    private static HashSet<string> Biases(BiasTraining choice, IMultimodalModel model, IReadOnlyList<ModelModule> adapted) => choice switch
    {
        BiasTraining.All =>
            [.. model.Parameters.Select(parameter => parameter.Name).Where(name => name.Contains("bias", StringComparison.Ordinal))],
        BiasTraining.LoraOnly => [.. adapted.Where(module => module.Parameters.Count > 1).Select(module => module.Parameters[1].Name)],
        _ => [],
    };

    /// <summary>A name and the names of the modules that it lies in, without that of a parameter's own last part.</summary>
    private static IEnumerable<string> Prefixes(string name)
    {
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[..dot];
        }
    }

    private static string Known(string module, IMultimodalModel model) => NearMatches.Suggest(
        module,
        model.Parameters
            .SelectMany(parameter => Prefixes(parameter.Name))
            .Select(prefix => prefix[(prefix.LastIndexOf('.') + 1)..])
            .Where(part => !part.All(char.IsDigit)));
}
