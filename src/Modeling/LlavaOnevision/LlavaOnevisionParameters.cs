using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>
/// Name, role and shape of every parameter, derived from the configuration, so that published model sizes can be checked on any machine.
/// </summary>
public static class LlavaOnevisionParameters
{
    /// <summary>Returns the parameters in checkpoint order. A tied head is not listed.</summary>
    public static IEnumerable<ParameterShape> Of(LlavaOnevisionConfig config) =>
    [
        new("model.image_newline", ParameterRole.ImageNewline, null, [config.Text.Hidden]),
        .. Tower("model.vision_tower.vision_model", config.Vision),
        .. Projector("model.multi_modal_projector", config),
        .. DecoderParameters.Of("model.language_model", config.Text),
        .. DecoderParameters.Head(config.Text),
    ];

    private static IEnumerable<ParameterShape> Tower(string prefix, SiglipConfig vision)
    {
        ParameterShape Tower(string name, params long[] shape) => new($"{prefix}.{name}", ParameterRole.VisionTower, null, shape);
        ParameterShape[] Affine(string name, long outputs, params long[] inputs) =>
            [Tower($"{name}.weight", [outputs, .. inputs]), Tower($"{name}.bias", outputs)];

        var (hidden, inner) = ((long)vision.Hidden, (long)vision.Intermediate);
        return
        [
            .. Affine("embeddings.patch_embedding", hidden, vision.Channels, vision.PatchSize, vision.PatchSize),
            Tower("embeddings.position_embedding.weight", vision.Positions, hidden),
            .. Enumerable.Range(0, vision.Layers).Select(layer => $"encoder.layers.{layer}").SelectMany(layer => (ParameterShape[])
            [
                .. Affine($"{layer}.layer_norm1", hidden),
                .. Affine($"{layer}.self_attn.q_proj", hidden, hidden),
                .. Affine($"{layer}.self_attn.k_proj", hidden, hidden),
                .. Affine($"{layer}.self_attn.v_proj", hidden, hidden),
                .. Affine($"{layer}.self_attn.out_proj", hidden, hidden),
                .. Affine($"{layer}.layer_norm2", hidden),
                .. Affine($"{layer}.mlp.fc1", inner, hidden),
                .. Affine($"{layer}.mlp.fc2", hidden, inner),
            ]),
            .. Affine("post_layernorm", hidden),
        ];
    }

    private static IEnumerable<ParameterShape> Projector(string prefix, LlavaOnevisionConfig config)
    {
        var (hidden, features) = ((long)config.Text.Hidden, (long)config.Vision.Hidden * config.FeatureLayers.Count);
        foreach (var (name, inputs) in new[] { ("linear_1", features), ("linear_2", hidden) })
        {
            yield return new($"{prefix}.{name}.weight", ParameterRole.Projector, null, [hidden, inputs]);
            if (config.ProjectorBias)
            {
                yield return new($"{prefix}.{name}.bias", ParameterRole.Projector, null, [hidden]);
            }
        }
    }
}
