using LmmCl.Abstractions;
using LmmCl.LoRA.Peft;

namespace LmmCl.LoRA.Adapters;

/// <summary>Model parameters that are trained beside an adapter and stored with it: biases, and modules saved in full.</summary>
internal static class FullyTrained
{
    /// <summary>
    /// Returns true if a parameter or module belongs to a module that is saved in full. PEFT compares the end of the module's name.
    /// </summary>
    public static bool IsSaved(string name, IReadOnlyList<string> saved) =>
        saved.Count > 0 && Prefixes(name).Any(prefix => saved.Any(module => prefix.EndsWith(module, StringComparison.Ordinal)));

    /// <summary>Returns the parameters in the model's order.</summary>
    /// <param name="config">Selection of biases and modules.</param>
    /// <param name="model">Model that owns the parameters.</param>
    /// <param name="adapted">The linear maps with an adapter.</param>
    /// <param name="place">Location of the module names, for error messages.</param>
    /// <exception cref="InputException">The model has no parameters of one of the modules.</exception>
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

    /// <summary>Returns the module that contains the projector, as named in <c>modules_to_save</c>.</summary>
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

    /// <summary>Returns true if one of <paramref name="trained"/> is an embedding tied to the head.</summary>
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

    /// <summary>Returns a name and the names of its enclosing modules, excluding a parameter's last component.</summary>
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
