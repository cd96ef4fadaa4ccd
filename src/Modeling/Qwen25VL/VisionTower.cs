using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>
/// Qwen2.5-VL's vision encoder (Bai et al. 2025): images of any size as patches, attention within windows except in a few blocks, and a
/// merger that joins neighbouring patches.
/// </summary>
internal sealed class VisionTower : Module<Tensor, IReadOnlyList<PatchGrid>, Tensor>
{
    /// <summary>Added to the mean square inside every norm; no configuration names it.</summary>
    public const double Epsilon = 1e-6;

    private readonly Qwen25VisionConfig config;
    private readonly Placement placement;
    private readonly PatchEmbedding embedding;
    private readonly ModuleList<VisionBlock> blocks;
    private readonly PatchMerger merger;

    public VisionTower(Qwen25VisionConfig config, Placement placement)
        : base(nameof(VisionTower))
    {
        (this.config, this.placement) = (config, placement);
        embedding = new PatchEmbedding(config, placement);
        blocks = new ModuleList<VisionBlock>(
            [.. Enumerable.Range(0, config.Layers).Select(layer => new VisionBlock(config, layer, placement))]);
        merger = new PatchMerger(config, placement);
        register_module("patch_embed", embedding);
        register_module(nameof(blocks), blocks);
        register_module(nameof(merger), merger);
    }

    /// <summary>Maps the patches of all images [P, C x time x S x S] to rows [P / merged, output].</summary>
    public override Tensor forward(Tensor patches, IReadOnlyList<PatchGrid> images)
    {
        using var scope = NewDisposeScope();
        var windows = Windows.Of(images, config);
        var order = tensor(windows.Order, device: patches.device);
        var (cos, sin) = PatchRotary.Of(images, config, placement);
        var state = new VisionState(
            Reordered(cos, order),
            Reordered(sin, order),
            Windows.Group(windows.Lengths),
            Windows.Group(images.Select(image => image.Patches)));
        state = Recomputation.Current is { } recomputation ? state.KeptBy(recomputation) : state;
        var x = Reordered(embedding.call(patches), order);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var block = blocks[layer];
            x = Recomputation.Run(block, x, input => block.call(input, state));
        }

        return merger.call(x).index_select(0, order.argsort()).MoveToOuterDisposeScope();
    }

    /// <summary>Reorders the blocks of patches [P, D].</summary>
    private Tensor Reordered(Tensor x, Tensor order) =>
        x.view(-1, config.MergedPatches * x.shape[1]).index_select(0, order).view(-1, x.shape[1]);

    /// <summary>Linear map of patches, stored as a convolution whose stride is its width.</summary>
    private sealed class PatchEmbedding : Module<Tensor, Tensor>
    {
        private readonly WeightTable patches;

        public PatchEmbedding(Qwen25VisionConfig config, Placement placement)
            : base(nameof(PatchEmbedding))
        {
            patches = new WeightTable(
                placement, config.Hidden, config.Channels, config.TemporalPatchSize, config.PatchSize, config.PatchSize);
            register_module("proj", patches);
        }

        public override Tensor forward(Tensor x) => functional.linear(x, patches.weight.view(patches.weight.shape[0], -1));
    }
}
