namespace LmmCl.MoE.Routings;

/// <summary>How <see cref="RoutingKind.Balanced"/> mixes the experts.</summary>
public enum BalancedMixing
{
    /// <summary>As <see cref="RoutingKind.Soft"/>.</summary>
    Soft,

    /// <summary>As <see cref="RoutingKind.Top1"/>.</summary>
    Top1,
}
