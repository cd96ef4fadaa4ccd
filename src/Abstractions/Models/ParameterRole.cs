namespace LmmCl.Abstractions;

/// <summary>Role of a parameter, independent of its name in a checkpoint (study B.3). Recipes select by role, never by name.</summary>
public enum ParameterRole
{
    /// <summary>Any parameter of the vision encoder.</summary>
    VisionTower,

    /// <summary>The layers that map image features to the language model's width.</summary>
    Projector,

    /// <summary>The language model's token embedding, which is also the head if the two are tied.</summary>
    TokenEmbedding,

    /// <summary>q_proj, weight and bias.</summary>
    AttentionQuery,

    /// <summary>k_proj, weight and bias.</summary>
    AttentionKey,

    /// <summary>v_proj, weight and bias.</summary>
    AttentionValue,

    /// <summary>o_proj, weight and bias.</summary>
    AttentionOutput,

    /// <summary>gate_proj.</summary>
    MlpGate,

    /// <summary>up_proj.</summary>
    MlpUp,

    /// <summary>down_proj.</summary>
    MlpDown,

    /// <summary>A normalisation weight of the language model.</summary>
    Norm,

    /// <summary>lm_head, unless it is tied to the embedding.</summary>
    Head,

    /// <summary>The learned vector at the end of every row of image features. The study never trains it.</summary>
    ImageNewline,

    /// <summary>A parameter added by a method, such as an adapter, a router or an expert.</summary>
    Added,
}
