namespace LmmCl.MoE.Routings;

/// <summary>Creates the routing for the settings. Only the published one differs between training and evaluation.</summary>
internal static class RoutingChoice
{
    public static IRouting InTraining(MoESettings settings) => Of(settings, settings.TrainingMode, settings.TopK);

    public static IRouting InEvaluation(MoESettings settings) => Of(settings, mode: null, settings.EvaluationTopK);

    private static IRouting Of(MoESettings settings, TrainingMode? mode, int topK) => settings switch
    {
        { Routing: RoutingKind.AsPublished } => new PublishedRouting(mode, topK),
        { Routing: RoutingKind.Top1 } or { Routing: RoutingKind.Balanced, BalancedMixing: BalancedMixing.Top1 } => new Top1Routing(),
        _ => new SoftRouting(),
    };
}
