using System.ComponentModel.DataAnnotations;
using LmmCl.Abstractions;
using LmmCl.LoRA.Targets;

namespace LmmCl.LoRA;

/// <summary>Settings of LoRA. The defaults are the study's (C.3), except that the projector is not trained.</summary>
public sealed record LoRASettings : IValidatableObject
{
    private const string RankProblem = "must be between 1 and 65536.";

    /// <summary>Rank r: number of rows of A and columns of B.</summary>
    [Range(1, 65_536, ErrorMessage = RankProblem)]
    public int Rank { get; init; } = 256;

    /// <summary>Numerator of the update's scale, alpha / r.</summary>
    [Range(0.0, 1e9, MinimumIsExclusive = true, ErrorMessage = "must be above 0.")]
    public double Alpha { get; init; } = 32;

    /// <summary>Fraction of the adapter's input that is zeroed in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true, ErrorMessage = "must be at least 0 and below 1.")]
    public double Dropout { get; init; } = 0.05;

    /// <summary>Linear maps that get an adapter.</summary>
    public LoRATargets Targets { get; init; } = LoRATargets.Default;

    /// <summary>Other ranks for maps whose name ends with a key, which may be a regular expression.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas, by the same keys. The scale of a map is its alpha over its rank.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>True to scale by alpha / sqrt(r) instead of alpha / r (Kalajdzievski 2023).</summary>
    public bool UseRslora { get; init; }

    /// <summary>Biases trained beside the adapter.</summary>
    public BiasTraining Bias { get; init; }

    /// <summary>Modules that are trained in full and stored with the adapter, such as <c>lm_head</c>.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>True to train the projector in full beside the adapter, as the study's code does.</summary>
    public bool TrainProjector { get; init; }

    /// <summary>
    /// Folder in PEFT's layout from which the first stage continues; its <c>adapter_config.json</c> replaces the settings above.
    /// </summary>
    [FilePath]
    public string? Adapter { get; init; }

    /// <summary>Treatment of the adapter when the next stage begins.</summary>
    public BetweenStages BetweenStages { get; init; }

    /// <summary>Rejects invalid values, and settings that the given adapter already determines.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        Targets.Check("settings.targets");
        if (RankPattern.Values.Any(rank => rank is < 1 or > 65_536))
        {
            yield return new($"every rank {RankProblem}", [nameof(RankPattern)]);
        }

        if (AlphaPattern.Values.Any(alpha => !(alpha > 0)))
        {
            yield return new("every alpha must be above 0.", [nameof(AlphaPattern)]);
        }

        if (Adapter is not null && Chosen() is { } chosen)
        {
            yield return new("is said by the adapter's adapter_config.json already. Leave it out, or leave adapter out.", [chosen]);
        }
    }

    /// <summary>Returns a setting that is not at its default although an adapter is given.</summary>
    private string? Chosen()
    {
        var untouched = new LoRASettings();
        return Rank != untouched.Rank ? nameof(Rank)
            : Alpha != untouched.Alpha ? nameof(Alpha)
            : Dropout != untouched.Dropout ? nameof(Dropout)
            : Targets != untouched.Targets ? nameof(Targets)
            : RankPattern.Count > 0 ? nameof(RankPattern)
            : AlphaPattern.Count > 0 ? nameof(AlphaPattern)
            : UseRslora ? nameof(UseRslora)
            : Bias != untouched.Bias ? nameof(Bias)
            : ModulesToSave.Count > 0 ? nameof(ModulesToSave)
            : TrainProjector ? nameof(TrainProjector)
            : null;
    }
}
