using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace Anchored;

/// <summary>Settings of Anchored. Experiment files use snake_case names and may omit defaults.</summary>
public sealed record AnchoredSettings : IValidatableObject
{
    /// <summary>Recipe that selects the trained parameters, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "llm";

    /// <summary>Strength of the pull towards the initial weights of the stage; 0 is plain fine-tuning.</summary>
    [Range(0.0, 1000.0, ErrorMessage = "must be between 0 and 1000.")]
    public double Strength { get; init; } = 0.1;

    /// <summary>Rejects unknown recipes before anything runs, which attributes cannot express.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Recipes.Parse(Recipe, "settings.recipe");
        return [];
    }
}
