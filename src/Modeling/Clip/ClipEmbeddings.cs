using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Clip;

/// <summary>Embeds patches through one linear map without bias, after a learned class token, and adds learned positions.</summary>
internal sealed class ClipEmbeddings : Module<Tensor, Tensor>
{
    private readonly ClipConfig config;
    private readonly Parameter classToken;
    private readonly WeightTable patches;
    private readonly WeightTable positions;

    public ClipEmbeddings(ClipConfig config, Placement placement)
        : base(nameof(ClipEmbeddings))
    {
        this.config = config;
        classToken = placement.Empty(config.Hidden);
        patches = new WeightTable(placement, config.Hidden, config.Channels, config.PatchSize, config.PatchSize);
        positions = new WeightTable(placement, config.Positions, config.Hidden);
        register_parameter("class_embedding", classToken);
        register_module("patch_embedding", patches);
        register_module("position_embedding", positions);
    }

    /// <summary>Maps pixels: [N, C, H, W] to [N, P + 1, D].</summary>
    public override Tensor forward(Tensor pixels)
    {
        var cut = SquarePatches.Cut(pixels, config.Channels, config.ImageSize, config.PatchSize);
        var embedded = functional.linear(cut, patches.weight.view(config.Hidden, -1));
        return cat([classToken.expand(pixels.shape[0], 1, config.Hidden), embedded], 1).Plus(positions.weight);
    }
}
