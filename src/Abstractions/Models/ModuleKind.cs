namespace LmmCl.Abstractions;

/// <summary>What a <see cref="ModelModule"/> computes.</summary>
public enum ModuleKind
{
    /// <summary>y = x W^T + b, anywhere in the model. Parameters: W [outputs, inputs], then b [outputs] where there is one.</summary>
    Linear,

    /// <summary>
    /// Self-attention of a language-model layer, from the normed residual stream [B, T, D] to what it adds to the stream: [B, T, D], or
    /// [R, D] where only some rows are wanted.
    /// </summary>
    Attention,

    /// <summary>
    /// The gated MLP of a language-model layer, from the normed residual stream [..., D] to what it adds to the stream [..., D].
    /// Parameters: gate [I, D], up [I, D], down [D, I].
    /// </summary>
    Mlp,
}
