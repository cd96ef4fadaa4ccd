using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Clip;

/// <summary>Names and shapes of a CLIP tower's parameters, derived from its configuration.</summary>
internal static class ClipParameters
{
    /// <summary>Returns the parameters under <paramref name="prefix"/>, in checkpoint order.</summary>
    public static IEnumerable<ParameterShape> Of(string prefix, ClipConfig vision) =>
    [
        EncoderParameters.Tower($"{prefix}.embeddings.class_embedding", vision.Hidden),
        EncoderParameters.Tower(
            $"{prefix}.embeddings.patch_embedding.weight", vision.Hidden, vision.Channels, vision.PatchSize, vision.PatchSize),
        EncoderParameters.Tower($"{prefix}.embeddings.position_embedding.weight", vision.Positions, vision.Hidden),
        .. EncoderParameters.Affine($"{prefix}.{ClipTower.FirstNorm}", vision.Hidden),
        .. EncoderParameters.Of($"{prefix}.encoder", vision.Encoder),
        .. EncoderParameters.Affine($"{prefix}.post_layernorm", vision.Hidden),
    ];

    /// <summary>Returns the shapes that follow from the configuration's fields.</summary>
    /// <param name="prefix">Common prefix of the tensors' names.</param>
    /// <param name="vision">The configuration.</param>
    /// <param name="place">File and field of a field's name.</param>
    public static IEnumerable<ShapeClaim> Claims(string prefix, ClipConfig vision, Func<string, string> place)
    {
        var patches = $"{prefix}.embeddings.patch_embedding.weight";
        return
        [
            new(place("hidden_size"), vision.Hidden, patches, 0),
            new(place("num_channels"), vision.Channels, patches, 1),
            new(place("patch_size"), vision.PatchSize, patches, 2),
            new(place("image_size"), vision.Positions, $"{prefix}.embeddings.position_embedding.weight", 0)
            {
                Meaning = $"{vision.ImageSize} pixels in patches of {vision.PatchSize} and a class token make {vision.Positions} positions",
            },
            new(place("num_hidden_layers"), vision.Layers, $"{prefix}.encoder.layers.", null),
            new(place("intermediate_size"), vision.Intermediate, $"{prefix}.encoder.layers.0.mlp.fc1.weight", 0),
        ];
    }
}
