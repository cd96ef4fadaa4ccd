using LmmCl.Abstractions;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>Allocates a model for stored weights, after its configuration was found to fit them.</summary>
internal static class LlavaOnevisionLoading
{
    /// <summary>Allocates the model; its parameters have no values yet.</summary>
    /// <param name="fields">The root of <c>config.json</c>.</param>
    /// <param name="stored">The weights.</param>
    /// <param name="placement">Type and device of the parameters.</param>
    /// <exception cref="InputException">
    /// The configuration is damaged, requests an unsupported feature or does not fit the weights.
    /// </exception>
    public static LlavaOnevisionModel Allocate(JsonFields fields, CheckpointTensors stored, Placement placement)
    {
        var config = LlavaOnevisionConfig.Read(fields);

        // The fields first: the list of parameters is as long as they say.
        ShapeCheck.Check(
            stored,
            [
                .. DecoderClaims.Of("model.language_model", config.Text, fields.Object("text_config")!.Place),
                .. SiglipClaims.Of("model.vision_tower.vision_model", config.Vision, fields.Object("vision_config")!.Place),
            ]);
        ModelWeights.Check(stored, [.. LlavaOnevisionParameters.Of(config)]);
        return new LlavaOnevisionModel(config, placement);
    }
}
