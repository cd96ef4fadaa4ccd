using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Clip;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Images;
using LmmCl.Modeling.Images.Processors;
using LmmCl.Modeling.Layers;
using LmmCl.Modeling.Llava;

namespace LmmCl.Modeling.LlavaNext;

/// <summary>LLaVA-NeXT in the layouts of transformers and of the original code.</summary>
internal sealed class LlavaNextFamily : IModelFamily
{
    private const string OriginalType = "llava_llama";

    /// <inheritdoc/>
    public string Name => LlavaNextConfig.ModelType;

    /// <inheritdoc/>
    public IReadOnlyList<string> ModelTypes => [LlavaNextConfig.ModelType, OriginalType];

    /// <inheritdoc/>
    public TensorRenames Renames => LlavaParameters.Renames;

    /// <inheritdoc/>
    public ConversationTemplate Template => ConversationTemplate.Llama3;

    /// <summary>Lists the parameters in checkpoint order. A tied head is not listed.</summary>
    public static IEnumerable<ParameterShape> Parameters(LlavaNextConfig config) =>
        LlavaParameters.Of(config.Dimensions, ClipParameters.Of(LlavaParameters.Tower, config.Vision));

    /// <inheritdoc/>
    public bool Reads(JsonFields config) =>
        config.Text("model_type") == LlavaNextConfig.ModelType || OriginalLayout.Is(config, OriginalType, "LlavaLlamaForCausalLM");

    /// <inheritdoc/>
    public ModelBlueprint Read(JsonFields config)
    {
        var read = LlavaNextConfig.Read(config);
        return new ModelBlueprint(() => Parameters(read), placement => new LlavaNextModel(read, placement))
        {
            Claims = OriginalLayout.Is(config)
                ? [.. DecoderClaims.Of(LlavaParameters.Text, read.Text, config.Place)]
                :
                [
                    .. DecoderClaims.Of(LlavaParameters.Text, read.Text, config.Object("text_config")!.Place),
                    .. ClipParameters.Claims(LlavaParameters.Tower, read.Vision, config.Object("vision_config")!.Place),
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
        var tiling = LlavaNextConfig.Read(config).Tiling;
        return OriginalLayout.Is(config)
            ? ImageProcessorConfig.Next(tiling)
            : ImageProcessorConfig.OfCheckpoint(folder.Preprocessor, folder.Path, tiling);
    }
}
