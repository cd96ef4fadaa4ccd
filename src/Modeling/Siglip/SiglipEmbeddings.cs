using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Siglip;

/// <summary>
/// Embeds patches of S x S pixels through one linear map and adds a learned position. The map is stored as a convolution of stride S; since
/// patches do not overlap, cutting them out and multiplying is equivalent and faster.
/// </summary>
internal sealed class SiglipEmbeddings : Module<Tensor, Tensor>
{
    private readonly SiglipConfig config;
    private readonly PatchMap patches;
    private readonly WeightTable positions;

    public SiglipEmbeddings(SiglipConfig config, Placement placement)
        : base(nameof(SiglipEmbeddings))
    {
        this.config = config;
        patches = new PatchMap(config, placement);
        positions = new WeightTable(placement, config.Positions, config.Hidden);
        register_module("patch_embedding", patches);
        register_module("position_embedding", positions);
    }

    /// <summary>Maps pixels: [N, C, H, W] to [N, P, D].</summary>
    public override Tensor forward(Tensor pixels)
    {
        var cut = SquarePatches.Cut(pixels, config.Channels, config.ImageSize, config.PatchSize);
        return patches.call(cut).Plus(positions.weight);
    }

    private sealed class PatchMap : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        public PatchMap(SiglipConfig config, Placement placement)
            : base(nameof(PatchMap))
        {
            weight = placement.Empty(config.Hidden, config.Channels, config.PatchSize, config.PatchSize);
            bias = placement.Empty(config.Hidden);
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        public override Tensor forward(Tensor x) => functional.linear(x, weight.view(weight.shape[0], -1), bias);
    }
}
