using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace LmmCl.SelectiveTuning;

/// <summary>Settings of SelectiveTuning.</summary>
public sealed record SelectiveTuningSettings : IValidatableObject
{
    /// <summary>
    /// Name of a recipe, or several joined by <c>+</c> (<see cref="Recipes"/>). Defaults to the one with the least forgetting in the study.
    /// </summary>
    public string Recipe { get; init; } = "sa_proj";

    /// <summary>Restricts the recipe to the first N language-model layers; its parameters outside the layers are unaffected.</summary>
    [Range(1, 1024, ErrorMessage = "must be between 1 and 1024 layers.")]
    public int? FirstLayers { get; init; }

    /// <summary>Restricts the recipe to the last N language-model layers. <c>llm</c> with 4 is the recipe <c>last_4</c>.</summary>
    [Range(1, 1024, ErrorMessage = "must be between 1 and 1024 layers.")]
    public int? LastLayers { get; init; }

    /// <summary>Rejects contradictory settings and unknown recipes.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var parsed = Recipes.Parse(Recipe, "settings.recipe");
        if (FirstLayers is not null && LastLayers is not null)
        {
            yield return new("is ambiguous together with last_layers. Give one of the two.", [nameof(FirstLayers)]);
        }

        if ((FirstLayers ?? LastLayers) is not null && parsed.NamesLayers)
        {
            yield return new(
                $"is ambiguous: the recipe '{Recipe}' names layers already. Give one of the two.",
                [FirstLayers is null ? nameof(LastLayers) : nameof(FirstLayers)]);
        }
    }
}
