namespace LmmCl.MoE.Routings;

/// <summary>Mixing of the experts under <see cref="RoutingKind.Balanced"/>.</summary>
public enum BalancedMixing
{
    /// <summary>As <see cref="RoutingKind.Soft"/>.</summary>
    Soft,

    /// <summary>As <see cref="RoutingKind.Top1"/>.</summary>
    Top1,
}
