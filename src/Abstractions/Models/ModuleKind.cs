namespace LmmCl.Abstractions;

/// <summary>Kind of computation of a <see cref="ModelModule"/>.</summary>
public enum ModuleKind
{
    /// <summary>y = x W^T + b, anywhere in the model. Parameters: W [outputs, inputs], then b [outputs] if present.</summary>
    Linear,

    /// <summary>
    /// Self-attention of a language-model layer, from the normalized residual stream [B, T, D] to its contribution to the stream: [B, T,
    /// D], or [R, D] if only some rows are requested.
    /// </summary>
    Attention,

    /// <summary>
    /// Gated MLP of a language-model layer, from the normalized residual stream [..., D] to its contribution to the stream [..., D].
    /// Parameters: gate [I, D], up [I, D], down [D, I].
    /// </summary>
    Mlp,
}
