using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace LmmCl.SelectiveTuning;

/// <summary>What SelectiveTuning is told.</summary>
public sealed record SelectiveTuningSettings : IValidatableObject
{
    /// <summary>A recipe's name, or several joined by <c>+</c> (<see cref="Recipes"/>). Default: the study's least forgetful.</summary>
    public string Recipe { get; init; } = "sa_proj";

    /// <summary>Of the language model's layers, only the first so many; what the recipe trains outside the layers stays.</summary>
    [Range(1, 1024, ErrorMessage = "must be between 1 and 1024 layers.")]
    public int? FirstLayers { get; init; }

    /// <summary>Of the language model's layers, only the last so many. <c>llm</c> with 4 is the recipe <c>last_4</c>.</summary>
    [Range(1, 1024, ErrorMessage = "must be between 1 and 1024 layers.")]
    public int? LastLayers { get; init; }

    /// <summary>Refuses choices that contradict each other, and unknown recipes.</summary>
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
