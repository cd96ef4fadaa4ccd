using System.Text.Json.Nodes;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Llava;
using LmmCl.Modeling.Siglip;

namespace LmmCl.Modeling.LlavaOnevision;

/// <summary>LLaVA-OneVision (Li et al. 2024): SigLIP tower, projector, Qwen2 decoder.</summary>
public sealed class LlavaOnevisionModel : LlavaModel
{
    /// <summary>Allocates the weights, to be filled from a checkpoint or by an initialiser.</summary>
    public LlavaOnevisionModel(LlavaOnevisionConfig config, Placement? placement = null)
        : base(
            LlavaOnevisionConfig.ModelType,
            config.Dimensions,
            new SiglipTower(config.Vision, config.FeatureLayers, placement ?? Placement.Default),
            LlavaOnevisionParameters.Of(config),
            placement ?? Placement.Default) => Config = config;

    /// <summary>Dimensions and token ids.</summary>
    public LlavaOnevisionConfig Config { get; }

    /// <inheritdoc/>
    public override JsonObject ConfigJson(string dtype) => LlavaOnevisionConfigFile.ToJson(Config, dtype);
}
