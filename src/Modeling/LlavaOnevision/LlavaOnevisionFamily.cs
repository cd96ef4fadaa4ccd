using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Llava;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>LLaVA-OneVision in the layouts of transformers and of the original code.</summary>
internal sealed class LlavaOnevisionFamily : IModelFamily
{
    private const string OriginalType = "llava_qwen";

    /// <inheritdoc/>
    public string Name => LlavaOnevisionConfig.ModelType;

    /// <inheritdoc/>
    public IReadOnlyList<string> ModelTypes => [LlavaOnevisionConfig.ModelType, OriginalType];

    /// <inheritdoc/>
    public TensorRenames Renames => LlavaParameters.Renames;

    /// <inheritdoc/>
    public ConversationTemplate Template => ConversationTemplate.Qwen15;

    /// <inheritdoc/>
    public bool Reads(JsonFields config) =>
        config.Text("model_type") == LlavaOnevisionConfig.ModelType || OriginalLayout.Is(config, OriginalType, "LlavaQwenForCausalLM");

    /// <inheritdoc/>
    public ModelBlueprint Read(JsonFields config)
    {
        var read = LlavaOnevisionConfig.Read(config);
        return new ModelBlueprint(() => LlavaOnevisionParameters.Of(read), placement => new LlavaOnevisionModel(read, placement))
        {
            Claims = OriginalLayout.Is(config)
                ? [.. DecoderClaims.Of(LlavaParameters.Text, read.Text, config.Place)]
                :
                [
                    .. DecoderClaims.Of(LlavaParameters.Text, read.Text, config.Object("text_config")!.Place),
                    .. SiglipClaims.Of(LlavaParameters.Tower, read.Vision, config.Object("vision_config")!.Place),
                ],
        };
    }

    /// <inheritdoc/>
    public TensorRenames Written(JsonFields config) =>
        OriginalLayout.Is(config) ? LlavaParameters.OriginalRenames : TensorRenames.None;

    /// <inheritdoc/>
    public IImageProcessor ImageProcessor(CheckpointFolder folder)
    {
        var config = JsonFields.Open(folder.Config);
        var tiling = LlavaOnevisionConfig.Read(config).Tiling;
        return OriginalLayout.Is(config)
            ? ImageProcessorConfig.Onevision(tiling)
            : ImageProcessorConfig.OfCheckpoint(folder.Preprocessor, folder.Path, tiling);
    }
}
