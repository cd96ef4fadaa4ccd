using LmmCl.MoE.Routings;

namespace LmmCl.MoE.Losses;

/// <summary>Creates the router loss for the settings.</summary>
internal static class RouterLosses
{
    private const long Original = 0;
    private const long Tuned = 1;

    /// <summary>Returns the router loss; null if there is none. The published loss is 0 in combined mode.</summary>
    public static IRouterLoss? Of(MoESettings settings) => settings switch
    {
        { Routing: RoutingKind.Balanced } => new LoadBalance(settings.BalanceWeight),
        { Routing: RoutingKind.AsPublished, AuxiliaryWeight: > 0, TrainingMode: TrainingMode.TunedModel } =>
            new PublishedAuxiliary(settings.AuxiliaryWeight, Tuned),
        { Routing: RoutingKind.AsPublished, AuxiliaryWeight: > 0, TrainingMode: TrainingMode.Router } =>
            new PublishedAuxiliary(settings.AuxiliaryWeight, Original),
        _ => null,
    };
}
