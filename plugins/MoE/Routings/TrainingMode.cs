namespace LmmCl.MoE.Routings;

/// <summary>The published trainer's modes.</summary>
public enum TrainingMode
{
    /// <summary>The mixture: tuned expert and router train.</summary>
    Combined,

    /// <summary>Every token goes to the tuned expert, which trains alone.</summary>
    TunedModel,

    /// <summary>The mixture, with both experts frozen: the router trains alone.</summary>
    Router,
}
