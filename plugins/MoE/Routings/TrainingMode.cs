namespace LmmCl.MoE.Routings;

/// <summary>Modes of the published trainer.</summary>
public enum TrainingMode
{
    /// <summary>Trains the tuned expert and the router, with the mixture.</summary>
    Combined,

    /// <summary>Trains only the tuned expert, to which every token is routed.</summary>
    TunedModel,

    /// <summary>Trains only the router, with the mixture and both experts frozen.</summary>
    Router,
}
