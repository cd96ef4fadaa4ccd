using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace LmmCl.LwF;

/// <summary>Settings of LwF. Defaults are the study's, except for the positions.</summary>
public sealed record LwFSettings : IValidatableObject
{
    /// <summary>Recipe that selects the trained parameters, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "mlp";

    /// <summary>
    /// Weight of the distillation loss relative to the task's loss. 0 trains without a teacher, bit-identically to the recipe alone.
    /// </summary>
    [Range(0.0, 1e6, ErrorMessage = "must be between 0 and 1000000.")]
    public double Lambda { get; init; } = 1;

    /// <summary>Temperature that softens both distributions before comparison.</summary>
    [Range(0.01, 1000.0, ErrorMessage = "must be between 0.01 and 1000.")]
    public double Temperature { get; init; } = 2;

    /// <summary>Positions at which student and teacher are compared.</summary>
    public DistilledPositions Positions { get; init; } = DistilledPositions.Answer;

    /// <summary>
    /// True to cache the teacher's logits of each example in the stage's work folder, so that all epochs but the first, and a resumed
    /// stage, need no forward pass of the teacher. Only for positions that do not depend on the micro-batch: <c>answer</c> and <c>all</c>.
    /// </summary>
    public bool CacheTeacher { get; init; }

    /// <summary>Rejects unknown recipes, and caching for positions that cannot be cached.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Recipes.Parse(Recipe, "settings.recipe");
        if (CacheTeacher && Positions is not (DistilledPositions.Answer or DistilledPositions.All))
        {
            yield return new(
                "needs positions that do not depend on the micro-batch: answer or all. The published selections do.",
                [nameof(CacheTeacher)]);
        }
    }
}
