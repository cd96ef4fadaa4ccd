using LmmCl.Abstractions;

namespace LmmCl.LoRA.Targets;

/// <summary>The linear maps of a model that targets mean.</summary>
internal static class TargetSelection
{
    private static readonly string[] publishedExceptions = ["projector", "vision_tower", "vision_resampler"];

    /// <summary>In the model's order.</summary>
    /// <param name="targets">As the settings or an adapter say them.</param>
    /// <param name="model">Whose modules.</param>
    /// <param name="place">Where the targets were written, for the error.</param>
    /// <exception cref="InputException">Nothing of the model is meant, or an entry of a list means nothing.</exception>
    public static IReadOnlyList<ModelModule> Of(LoRATargets targets, IMultimodalModel model, string place)
    {
        var linear = model.Modules.Where(module => module.Kind == ModuleKind.Linear).ToList();
        var unknown = targets.Names?.FirstOrDefault(part => !linear.Exists(module => ModuleNames.EndsWithPart(module.Name, part)));
        if (unknown is not null)
        {
            throw new InputException(
                place, $"no linear map of this {model.Family} model has a name that ends with '{unknown}'.", Known(unknown, linear));
        }

        var means = Meaning(targets, model, place);
        var chosen = linear.Where(means).ToList();
        return chosen.Count > 0
            ? chosen
            : throw new InputException(place, $"no linear map of this {model.Family} model is meant by '{targets.Text}'.");
    }

    /// <summary>Whether the targets mean a linear map. By role they never mean the head, which PEFT leaves out as well.</summary>
    public static Func<ModelModule, bool> Meaning(LoRATargets targets, IMultimodalModel model, string place)
    {
        if (targets.Names is { } names)
        {
            return module => names.Any(part => ModuleNames.EndsWithPart(module.Name, part));
        }

        if (targets.IsPeft)
        {
            var matches = ModuleNames.Pattern(targets.Text!, place);
            return module => matches(module.Name);
        }

        var recipe = targets.Recipe(place);
        return module => module.Role != ParameterRole.Head && targets.Text switch
        {
            LoRATargets.AllLinear => true,
            LoRATargets.AsPublished => Published(module),
            _ => recipe!.Trains(module.Role, module.Layer, model.LayerCount),
        };
    }

    private static bool Published(ModelModule module) =>
        module.Name.Contains(".mlp.", StringComparison.Ordinal)
        && module.Role is not (ParameterRole.VisionTower or ParameterRole.Projector)
        && !publishedExceptions.Any(part => module.Name.Contains(part, StringComparison.Ordinal));

    private static string Known(string part, IEnumerable<ModelModule> linear) =>
        NearMatches.Suggest(part, linear.Select(module => module.Name[(module.Name.LastIndexOf('.') + 1)..]));
}
