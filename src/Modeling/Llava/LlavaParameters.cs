using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Llava;

/// <summary>Name, role and shape of every parameter of a LLaVA model, and the names of its tensors in other layouts.</summary>
internal static class LlavaParameters
{
    /// <summary>Common prefix of the tower's names.</summary>
    public const string Tower = "model.vision_tower.vision_model";

    /// <summary>Common prefix of the language model's names.</summary>
    public const string Text = "model.language_model";

    /// <summary>Names of the original code: <c>mm_projector.0</c>, the tower inside a tower, the language model at the top.</summary>
    public static TensorRenames OriginalRenames { get; } = new(
        ("model.vision_tower.vision_tower.", "model.vision_tower."),
        ("model.mm_projector.0.", "model.multi_modal_projector.linear_1."),
        ("model.mm_projector.2.", "model.multi_modal_projector.linear_2."),
        ("model.embed_tokens.", "model.language_model.embed_tokens."),
        ("model.layers.", "model.language_model.layers."),
        ("model.norm.", "model.language_model.norm."));

    /// <summary>
    /// Names of the original code, and of transformers up to 4.51 and from 5, whose files have every part at the top.
    /// </summary>
    public static TensorRenames Renames { get; } = OriginalRenames.Then(new(
        ("language_model.model.", "model.language_model."),
        ("language_model.lm_head.", "lm_head."),
        ("vision_tower.", "model.vision_tower."),
        ("multi_modal_projector.", "model.multi_modal_projector."),
        ("image_newline", "model.image_newline")));

    /// <summary>Returns the parameters in checkpoint order. A tied head is not listed.</summary>
    public static IEnumerable<ParameterShape> Of(LlavaDimensions dimensions, IEnumerable<ParameterShape> tower) =>
    [
        new("model.image_newline", ParameterRole.ImageNewline, null, [dimensions.Text.Hidden]),
        .. tower,
        .. Projector("model.multi_modal_projector", dimensions),
        .. DecoderParameters.Of(Text, dimensions.Text),
        .. DecoderParameters.Head(dimensions.Text),
    ];

    private static IEnumerable<ParameterShape> Projector(string prefix, LlavaDimensions dimensions)
    {
        var (hidden, features) = ((long)dimensions.Text.Hidden, (long)dimensions.Tower.Width * dimensions.FeatureLayers.Count);
        foreach (var (name, inputs) in new[] { ("linear_1", features), ("linear_2", hidden) })
        {
            yield return new($"{prefix}.{name}.weight", ParameterRole.Projector, null, [hidden, inputs]);
            if (dimensions.ProjectorBias)
            {
                yield return new($"{prefix}.{name}.bias", ParameterRole.Projector, null, [hidden]);
            }
        }
    }
}
