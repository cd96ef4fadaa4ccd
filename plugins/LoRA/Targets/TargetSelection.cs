using LmmCl.Abstractions;

namespace LmmCl.LoRA.Targets;

/// <summary>Resolves targets to the linear maps of a model.</summary>
internal static class TargetSelection
{
    private static readonly string[] publishedExceptions = ["projector", "vision_tower", "vision_resampler"];

    /// <summary>Returns the maps in the model's order.</summary>
    /// <param name="targets">Targets from the settings or an adapter.</param>
    /// <param name="model">Model that owns the maps.</param>
    /// <param name="place">Location of the targets, for error messages.</param>
    /// <exception cref="InputException">Nothing in the model is selected, or an entry of a list selects nothing.</exception>
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

    /// <summary>
    /// Returns a predicate that is true for the selected linear maps. Selection by role never includes the head, which PEFT excludes as
    /// well.
    /// </summary>
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
