using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Modeling.Layers;

/// <summary>Names and shapes of the parameters of a vision transformer's blocks, derived from its configuration.</summary>
internal static class EncoderParameters
{
    /// <summary>Returns the blocks under <paramref name="prefix"/>, in checkpoint order.</summary>
    public static IEnumerable<ParameterShape> Of(string prefix, EncoderConfig config)
    {
        var (hidden, inner) = ((long)config.Hidden, (long)config.Intermediate);
        return Enumerable.Range(0, config.Layers).Select(layer => $"{prefix}.layers.{layer}").SelectMany(layer => (ParameterShape[])
        [
            .. Affine($"{layer}.layer_norm1", hidden),
            .. Affine($"{layer}.self_attn.q_proj", hidden, hidden),
            .. Affine($"{layer}.self_attn.k_proj", hidden, hidden),
            .. Affine($"{layer}.self_attn.v_proj", hidden, hidden),
            .. Affine($"{layer}.self_attn.out_proj", hidden, hidden),
            .. Affine($"{layer}.layer_norm2", hidden),
            .. Affine($"{layer}.mlp.fc1", inner, hidden),
            .. Affine($"{layer}.mlp.fc2", hidden, inner),
        ]);
    }

    /// <summary>A parameter of the tower.</summary>
    public static ParameterShape Tower(string name, params long[] shape) => new(name, ParameterRole.VisionTower, null, shape);

    /// <summary>Weight and bias of a norm or an affine map of the tower.</summary>
    public static ParameterShape[] Affine(string name, long outputs, params long[] inputs) =>
        [Tower($"{name}.weight", [outputs, .. inputs]), Tower($"{name}.bias", outputs)];
}
