using LmmCl.MoE.Routings;

namespace LmmCl.MoE.Losses;

/// <summary>The router loss that settings ask for.</summary>
internal static class RouterLosses
{
    private const long Original = 0;
    private const long Tuned = 1;

    /// <summary>Null where nothing is asked; the published loss is 0 in combined mode.</summary>
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
