using System.Text.Json.Nodes;
using LmmCl.Modeling.Clip;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Llava;

namespace LmmCl.Modeling.LlavaNext;

/// <summary>LLaVA-NeXT (Liu et al. 2024): CLIP tower, projector, Llama decoder.</summary>
public sealed class LlavaNextModel : LlavaModel
{
    /// <summary>Allocates the weights, to be filled from a checkpoint or by an initialiser.</summary>
    public LlavaNextModel(LlavaNextConfig config, Placement? placement = null)
        : base(
            LlavaNextConfig.ModelType,
            config.Dimensions,
            new ClipTower(config.Vision, config.FeatureLayers, placement ?? Placement.Default),
            LlavaNextFamily.Parameters(config),
            placement ?? Placement.Default) => Config = config;

    /// <summary>Dimensions and token ids.</summary>
    public LlavaNextConfig Config { get; }

    /// <inheritdoc/>
    public override JsonObject ConfigJson(string dtype) => LlavaNextConfigFile.ToJson(Config, dtype);
}
