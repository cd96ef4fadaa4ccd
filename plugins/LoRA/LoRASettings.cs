using System.ComponentModel.DataAnnotations;
using LmmCl.LoRA.Targets;

namespace LmmCl.LoRA;

/// <summary>What LoRA is told. The defaults are the study's (C.3), without its training of the projector.</summary>
public sealed record LoRASettings : IValidatableObject
{
    private const string RankProblem = "must be between 1 and 65536.";

    /// <summary>r: rows of A and columns of B.</summary>
    [Range(1, 65_536, ErrorMessage = RankProblem)]
    public int Rank { get; init; } = 256;

    /// <summary>The update is multiplied by alpha / r.</summary>
    [Range(0.0, 1e9, MinimumIsExclusive = true, ErrorMessage = "must be above 0.")]
    public double Alpha { get; init; } = 32;

    /// <summary>Part of the adapter's input that is zeroed in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true, ErrorMessage = "must be at least 0 and below 1.")]
    public double Dropout { get; init; } = 0.05;

    /// <summary>Which linear maps get an adapter.</summary>
    public LoRATargets Targets { get; init; } = LoRATargets.Default;

    /// <summary>Other ranks for maps whose name ends with a key, which may be a regular expression.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>Other alphas, in the same way. The scale of a map is its alpha over its rank.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>alpha / sqrt(r) in the place of alpha / r (Kalajdzievski 2023).</summary>
    public bool UseRslora { get; init; }

    /// <summary>Biases that train beside the adapter.</summary>
    public BiasTraining Bias { get; init; }

    /// <summary>Modules that train in full and are stored with the adapter, such as <c>lm_head</c>.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>Trains the projector in full beside the adapter, as the study's code did.</summary>
    public bool TrainProjector { get; init; }

    /// <summary>
    /// A folder in PEFT's layout that the first stage goes on from; its <c>adapter_config.json</c> says all that the settings above would.
    /// </summary>
    public string? Adapter { get; init; }

    /// <summary>What becomes of the adapter when the next stage begins.</summary>
    public BetweenStages BetweenStages { get; init; }

    /// <summary>Refuses values that no adapter can have, and choices that the given adapter has made already.</summary>
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

    /// <summary>A setting that is not at its default although an adapter is given.</summary>
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
