using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.WiSEFT;

/// <summary>Settings of WiSE-FT. Defaults are the study's, except for the mode.</summary>
public sealed record WiSEFTSettings : IValidatableObject
{
    private const double WeightTolerance = 1e-6;

    /// <summary>Recipe that selects the trained parameters, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "mlp";

    /// <summary>
    /// Weight of the PREVIOUS model, from which the stage started; the tuned model has the remainder. The original paper's alpha is instead
    /// the weight of the tuned model.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 (the tuned model) and 1 (the previous one).")]
    public double PreviousWeight { get; init; } = 0.1;

    /// <summary>
    /// Further weights of the previous model: each stage's merge with each of them is evaluated alongside the stage's own.
    /// </summary>
    public IReadOnlyList<double> Sweep { get; init; } = [];

    /// <summary>Set of merged tensors and precision of the merge.</summary>
    public MergeMode Mode { get; init; } = MergeMode.Default;

    /// <summary>Type to which <see cref="MergeMode.AsPublished"/> rounds at every step: that of the reference's checkpoints.</summary>
    public MergeDtype MergeDtype { get; init; } = MergeDtype.Bfloat16;

    /// <summary>
    /// Weights of the previous and of the tuned model as the published script takes them, instead of <see cref="PreviousWeight"/>; only for
    /// <see cref="MergeMode.AsPublished"/>. They must sum to 1 within 1e-6.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init; }

    internal (double Previous, double Tuned) Shares =>
        Weights is [var previous, var tuned] ? (previous, tuned) : (PreviousWeight, 1 - PreviousWeight);

    /// <summary>Rejects unknown recipes, out-of-range or duplicate weights, and weights that do not form a mean of two models.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Recipes.Parse(Recipe, "settings.recipe");
        foreach (var weight in Sweep.Where(weight => !(weight is >= 0 and <= 1)))
        {
            yield return new($"{Text(weight)} is not a weight: each must be between 0 and 1.", [nameof(Sweep)]);
        }

        if (Sweep.GroupBy(weight => weight).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return new($"{Text(twice.Key)} is named twice.", [nameof(Sweep)]);
        }

        if (Weights is not null && Mode != MergeMode.AsPublished)
        {
            yield return new("are for the mode as-published. Give previous_weight.", [nameof(Weights)]);
        }

        if (Weights is not (null or { Count: 2 }))
        {
            yield return new($"must be two, of the previous and of the tuned model; there are {Weights.Count}.", [nameof(Weights)]);
        }
        else if (Weights is not null && !(Math.Abs(Weights.Sum() - 1) <= WeightTolerance))
        {
            yield return new($"must sum to 1, they sum to {Text(Weights.Sum())}.", [nameof(Weights)]);
        }
    }

    private static string Text(double weight) => weight.ToString("R", CultureInfo.InvariantCulture);
}
