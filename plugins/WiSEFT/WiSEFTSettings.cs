using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.WiSEFT;

/// <summary>What WiSE-FT is told. Defaults are the study's, but for the mode.</summary>
public sealed record WiSEFTSettings : IValidatableObject
{
    private const double WeightTolerance = 1e-6;

    /// <summary>What trains: a recipe's name, or several joined by <c>+</c> (<see cref="Recipes"/>).</summary>
    public string Recipe { get; init; } = "mlp";

    /// <summary>
    /// Weight of the PREVIOUS model, the one that the stage started from; the tuned one has the rest. The original paper's alpha is the
    /// tuned model's weight: the other direction.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 (the tuned model) and 1 (the previous one).")]
    public double PreviousWeight { get; init; } = 0.1;

    /// <summary>
    /// Further weights of the previous model: each stage's merge with each of them is evaluated beside the stage's own.
    /// </summary>
    public IReadOnlyList<double> Sweep { get; init; } = [];

    /// <summary>What is merged, and in which precision.</summary>
    public MergeMode Mode { get; init; } = MergeMode.Default;

    /// <summary>The type that <see cref="MergeMode.AsPublished"/> rounds to at every step: that of the reference's checkpoints.</summary>
    public MergeDtype MergeDtype { get; init; } = MergeDtype.Bfloat16;

    /// <summary>
    /// Weights of the previous and of the tuned model as the published script takes them, in the place of <see cref="PreviousWeight"/>;
    /// only for <see cref="MergeMode.AsPublished"/>. They must sum to 1 within 1e-6.
    /// </summary>
    public IReadOnlyList<double>? Weights { get; init; }

    internal (double Previous, double Tuned) Shares =>
        Weights is [var previous, var tuned] ? (previous, tuned) : (PreviousWeight, 1 - PreviousWeight);

    /// <summary>Refuses unknown recipes, weights out of range or twice, and weights that do not make a mean of two models.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Recipes.Parse(Recipe, "settings.recipe");
        foreach (var weight in Sweep.Where(weight => !(weight is >= 0 and <= 1)))
        {
            yield return new($"{Text(weight)} is no weight: each must be between 0 and 1.", [nameof(Sweep)]);
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
