using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Name, role and shape of every parameter, and the names of its tensors in earlier releases.</summary>
internal static class Qwen25VLParameters
{
    /// <summary>Common prefix of the tower's names.</summary>
    public const string Tower = "model.visual";

    /// <summary>Common prefix of the language model's names.</summary>
    public const string Text = "model.language_model";

    /// <summary>Names of published files, which have the tower at the top and the language model right under <c>model</c>.</summary>
    public static TensorRenames Renames { get; } = new(
        ("visual.", "model.visual."),
        ("model.embed_tokens.", "model.language_model.embed_tokens."),
        ("model.layers.", "model.language_model.layers."),
        ("model.norm.", "model.language_model.norm."));

    /// <summary>Returns the parameters in checkpoint order. A tied head is not listed.</summary>
    public static IEnumerable<ParameterShape> Of(Qwen25VLConfig config) =>
    [
        .. Vision(config.Vision),
        .. Merger(config.Vision),
        .. DecoderParameters.Of(Text, config.Text),
        .. DecoderParameters.Head(config.Text),
    ];

    /// <summary>Returns the shapes that follow from the fields of <c>vision_config</c>.</summary>
    public static IEnumerable<ShapeClaim> Claims(Qwen25VisionConfig vision, Func<string, string> place) =>
    [
        new(place("hidden_size"), vision.Hidden, $"{Tower}.patch_embed.proj.weight", 0),
        new(place("in_channels"), vision.Channels, $"{Tower}.patch_embed.proj.weight", 1),
        new(place("temporal_patch_size"), vision.TemporalPatchSize, $"{Tower}.patch_embed.proj.weight", 2),
        new(place("patch_size"), vision.PatchSize, $"{Tower}.patch_embed.proj.weight", 3),
        new(place("depth"), vision.Layers, $"{Tower}.blocks.", null),
        new(place("intermediate_size"), vision.Intermediate, $"{Tower}.blocks.0.mlp.gate_proj.weight", 0),
        new(place("out_hidden_size"), vision.Output, $"{Tower}.merger.mlp.2.weight", 0),
    ];

    private static IEnumerable<ParameterShape> Vision(Qwen25VisionConfig vision)
    {
        var (hidden, inner) = ((long)vision.Hidden, (long)vision.Intermediate);
        return
        [
            EncoderParameters.Tower(
                $"{Tower}.patch_embed.proj.weight", hidden, vision.Channels, vision.TemporalPatchSize, vision.PatchSize, vision.PatchSize),
            .. Enumerable.Range(0, vision.Layers).Select(layer => $"{Tower}.blocks.{layer}").SelectMany(block => (ParameterShape[])
            [
                EncoderParameters.Tower($"{block}.norm1.weight", hidden),
                .. EncoderParameters.Affine($"{block}.attn.qkv", 3 * hidden, hidden),
                .. EncoderParameters.Affine($"{block}.attn.proj", hidden, hidden),
                EncoderParameters.Tower($"{block}.norm2.weight", hidden),
                .. EncoderParameters.Affine($"{block}.mlp.gate_proj", inner, hidden),
                .. EncoderParameters.Affine($"{block}.mlp.up_proj", inner, hidden),
                .. EncoderParameters.Affine($"{block}.mlp.down_proj", hidden, inner),
            ]),
        ];
    }

    private static IEnumerable<ParameterShape> Merger(Qwen25VisionConfig vision)
    {
        var (hidden, joined, output) = ((long)vision.Hidden, (long)vision.Hidden * vision.MergedPatches, (long)vision.Output);
        ParameterShape Projector(string name, params long[] shape) => new($"{Tower}.merger.{name}", ParameterRole.Projector, null, shape);
        return
        [
            Projector("ln_q.weight", hidden),
            Projector("mlp.0.weight", joined, joined),
            Projector("mlp.0.bias", joined),
            Projector("mlp.2.weight", output, joined),
            Projector("mlp.2.bias", output),
        ];
    }
}
