using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;
using LmmCl.Modeling.Families;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>Qwen2.5-VL in the layouts of every release of transformers.</summary>
internal sealed class Qwen25VLFamily : IModelFamily
{
    /// <inheritdoc/>
    public string Name => Qwen25VLConfig.ModelType;

    /// <inheritdoc/>
    public IReadOnlyList<string> ModelTypes => [Qwen25VLConfig.ModelType];

    /// <inheritdoc/>
    public TensorRenames Renames => Qwen25VLParameters.Renames;

    /// <inheritdoc/>
    public ConversationTemplate Template => ConversationTemplate.Qwen25VL;

    /// <inheritdoc/>
    public ModelBlueprint Read(JsonFields config)
    {
        var read = Qwen25VLConfig.Read(config);
        return new ModelBlueprint(() => Qwen25VLParameters.Of(read), placement => new Qwen25VLModel(read, placement))
        {
            Claims =
            [
                .. DecoderClaims.Of(Qwen25VLParameters.Text, read.Text, Qwen25VLConfig.TextFields(config).Place),
                .. Qwen25VLParameters.Claims(read.Vision, config.Object("vision_config")!.Place),
            ],
        };
    }
}
