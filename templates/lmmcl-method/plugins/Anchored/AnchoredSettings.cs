using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace Anchored;

/// <summary>What Anchored is told. An experiment file says it in snake_case, and leaves out what stays at its default.</summary>
public sealed record AnchoredSettings : IValidatableObject
{
    /// <summary>What trains: a recipe's name, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "llm";

    /// <summary>How strongly weights are held where the stage began; 0 is plain fine-tuning.</summary>
    [Range(0.0, 1000.0, ErrorMessage = "must be between 0 and 1000.")]
    public double Strength { get; init; } = 0.1;

    /// <summary>What no attribute can say: refuses unknown recipes before anything runs.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Recipes.Parse(Recipe, "settings.recipe");
        return [];
    }
}
