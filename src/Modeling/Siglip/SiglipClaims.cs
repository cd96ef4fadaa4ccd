using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Modeling.Siglip;

/// <summary>The shapes of a vision tower's weights that follow from its configuration, field by field.</summary>
internal static class SiglipClaims
{
    /// <summary>Returns the claims of a configuration.</summary>
    /// <param name="prefix">Common prefix of the tensors' names.</param>
    /// <param name="vision">The configuration.</param>
    /// <param name="place">File and field of a field's name.</param>
    public static IEnumerable<ShapeClaim> Of(string prefix, SiglipConfig vision, Func<string, string> place)
    {
        var patches = $"{prefix}.embeddings.patch_embedding.weight";
        var positions = (long)vision.Side * vision.Side;
        return
        [
            new(place("hidden_size"), vision.Hidden, patches, 0),
            new(place("num_channels"), vision.Channels, patches, 1),
            new(place("patch_size"), vision.PatchSize, patches, 2),
            new(place("image_size"), positions, $"{prefix}.embeddings.position_embedding.weight", 0)
            {
                Meaning = $"{vision.ImageSize} pixels in patches of {vision.PatchSize} make {positions} positions",
            },
            new(place("num_hidden_layers"), vision.Layers, $"{prefix}.encoder.layers.", null),
            new(place("intermediate_size"), vision.Intermediate, $"{prefix}.encoder.layers.0.mlp.fc1.weight", 0),
        ];
    }
}
