using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;

namespace LmmCl.LwF;

/// <summary>What LwF is told. Defaults are the study's, but for the positions.</summary>
public sealed record LwFSettings : IValidatableObject
{
    /// <summary>What trains: a recipe's name, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "mlp";

    /// <summary>
    /// Weight of the distillation beside the task's loss. 0 trains without a teacher, bit for bit as the recipe alone does.
    /// </summary>
    [Range(0.0, 1e6, ErrorMessage = "must be between 0 and 1000000.")]
    public double Lambda { get; init; } = 1;

    /// <summary>Softens both distributions before they are compared.</summary>
    [Range(0.01, 1000.0, ErrorMessage = "must be between 0.01 and 1000.")]
    public double Temperature { get; init; } = 2;

    /// <summary>Where student and teacher are compared.</summary>
    public DistilledPositions Positions { get; init; } = DistilledPositions.Answer;

    /// <summary>
    /// Keeps the teacher's logits of each example in the stage's work folder, so that every epoch but the first, and a resumed stage,
    /// needs no forward pass of the teacher. Only for positions that an example has whatever its micro-batch: <c>answer</c> and
    /// <c>all</c>.
    /// </summary>
    public bool CacheTeacher { get; init; }

    /// <summary>Refuses unknown recipes, and a cache of what cannot be cached.</summary>
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
