using System.ComponentModel.DataAnnotations;
using LmmCl.MoE.Routings;

namespace LmmCl.MoE;

/// <summary>What MoE is told.</summary>
public sealed record MoESettings : IValidatableObject
{
    private const string OnlyAsPublished = "only has a meaning with 'routing: as-published'.";
    private const string OnlyBalanced = "only has a meaning with 'routing: balanced'.";

    private static readonly MoESettings defaults = new();

    /// <summary>How the router's logits become the weights of the two experts.</summary>
    public RoutingKind Routing { get; init; } = RoutingKind.Soft;

    /// <summary>The router's bias begins at (b, -b): above 0 tokens begin at the original expert, below at the tuned one.</summary>
    [Range(-100.0, 100.0, ErrorMessage = "must be between -100 and 100.")]
    public double RoutingInitBias { get; init; }

    /// <summary>With <c>balanced</c>: how the experts are mixed beside the load-balancing loss.</summary>
    public BalancedMixing BalancedMixing { get; init; } = BalancedMixing.Soft;

    /// <summary>With <c>balanced</c>: what the load-balancing loss counts.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true, ErrorMessage = "must be above 0 and at most 1000.")]
    public double BalanceWeight { get; init; } = 0.01;

    /// <summary>With <c>as-published</c>: what trains, and which expert is forced.</summary>
    public TrainingMode TrainingMode { get; init; } = TrainingMode.Combined;

    /// <summary>With <c>as-published</c>: experts kept per token in training; more than 2 are 2.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1 expert.")]
    public int TopK { get; init; } = 2;

    /// <summary>With <c>as-published</c>: experts kept per token in evaluation; more than 2 are 2.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1 expert.")]
    public int EvaluationTopK { get; init; } = 1;

    /// <summary>
    /// With <c>as-published</c>: what the auxiliary loss counts. The published coefficient is 0.001, but the published code never asks for
    /// the loss.
    /// </summary>
    [Range(0.0, 1000.0, ErrorMessage = "must be between 0 and 1000.")]
    public double AuxiliaryWeight { get; init; }

    /// <summary>Refuses settings that the chosen routing does not read.</summary>
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
