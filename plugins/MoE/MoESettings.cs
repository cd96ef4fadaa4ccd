using System.ComponentModel.DataAnnotations;
using LmmCl.MoE.Routings;

namespace LmmCl.MoE;

/// <summary>Settings of MoE.</summary>
public sealed record MoESettings : IValidatableObject
{
    private const string OnlyAsPublished = "only has a meaning with 'routing: as-published'.";
    private const string OnlyBalanced = "only has a meaning with 'routing: balanced'.";

    private static readonly MoESettings defaults = new();

    /// <summary>Conversion of the router's logits to the weights of the two experts.</summary>
    public RoutingKind Routing { get; init; } = RoutingKind.Soft;

    /// <summary>
    /// Initial router bias (b, -b): positive values start tokens at the original expert, negative ones at the tuned expert.
    /// </summary>
    [Range(-100.0, 100.0, ErrorMessage = "must be between -100 and 100.")]
    public double RoutingInitBias { get; init; }

    /// <summary>With <c>balanced</c>: mixing of the experts besides the load-balancing loss.</summary>
    public BalancedMixing BalancedMixing { get; init; } = BalancedMixing.Soft;

    /// <summary>With <c>balanced</c>: weight of the load-balancing loss.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0 and at most 1000.")]
    public double BalanceWeight { get; init; } = 0.01;

    /// <summary>With <c>as-published</c>: trained parameters and the forced expert.</summary>
    public TrainingMode TrainingMode { get; init; } = TrainingMode.Combined;

    /// <summary>With <c>as-published</c>: number of experts per token in training; values above 2 mean 2.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1 expert.")]
    public int TopK { get; init; } = 2;

    /// <summary>With <c>as-published</c>: number of experts per token in evaluation; values above 2 mean 2.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1 expert.")]
    public int EvaluationTopK { get; init; } = 1;

    /// <summary>
    /// With <c>as-published</c>: weight of the auxiliary loss. The published coefficient is 0.001, but the published code never uses the
    /// loss.
    /// </summary>
    [Range(0.0, 1000.0, ErrorMessage = "must be between 0 and 1000.")]
    public double AuxiliaryWeight { get; init; }

    /// <summary>Rejects settings that the selected routing does not use.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Routing != RoutingKind.Balanced)
        {
            foreach (var name in Changed((nameof(BalancedMixing), s => s.BalancedMixing), (nameof(BalanceWeight), s => s.BalanceWeight)))
            {
                yield return new(OnlyBalanced, [name]);
            }
        }

        if (Routing != RoutingKind.AsPublished)
        {
            foreach (var name in Changed(
                (nameof(TrainingMode), s => s.TrainingMode), (nameof(TopK), s => s.TopK),
                (nameof(EvaluationTopK), s => s.EvaluationTopK), (nameof(AuxiliaryWeight), s => s.AuxiliaryWeight)))
            {
                yield return new(OnlyAsPublished, [name]);
            }
        }
        else if (RoutingInitBias != 0)
        {
            yield return new(
                "has no effect as published: the library's weight initialisation sets every bias to 0 afterwards. Leave it out.",
                [nameof(RoutingInitBias)]);
        }
    }

    private IEnumerable<string> Changed(params IEnumerable<(string Name, Func<MoESettings, object> Value)> settings) =>
        settings.Where(setting => !setting.Value(this).Equals(setting.Value(defaults))).Select(setting => setting.Name);
}
