using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Siglip;

/// <summary>Names and shapes of a SigLIP tower's parameters, derived from its configuration.</summary>
internal static class SiglipParameters
{
    /// <summary>Returns the parameters under <paramref name="prefix"/>, in checkpoint order.</summary>
    public static IEnumerable<ParameterShape> Of(string prefix, SiglipConfig vision) =>
    [
        .. EncoderParameters.Affine(
            $"{prefix}.embeddings.patch_embedding", vision.Hidden, vision.Channels, vision.PatchSize, vision.PatchSize),
        EncoderParameters.Tower($"{prefix}.embeddings.position_embedding.weight", vision.Positions, vision.Hidden),
        .. EncoderParameters.Of($"{prefix}.encoder", vision.Encoder),
        .. EncoderParameters.Affine($"{prefix}.post_layernorm", vision.Hidden),
    ];
}
