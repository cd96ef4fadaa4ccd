using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using LayerNorm = LmmCl.Modeling.Layers.LayerNorm;

namespace LmmCl.Modeling.Siglip;

/// <summary>
/// SigLIP vision encoder (Zhai et al. 2023). The projector reads block outputs directly: the final norm is part of the checkpoint and of
/// the vision recipe, but no output passes through it, so it never receives a gradient.
/// </summary>
public sealed class SiglipTower : Module<Tensor, Tensor>
{
    private readonly SiglipEmbeddings embeddings;
    private readonly Encoder encoder;

    /// <summary>Allocates the weights.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="outputs">Hidden states to return, concatenated: 0 is the embedding, k the output of block k, -1 the last.</param>
    /// <param name="placement">Type and device.</param>
    public SiglipTower(SiglipConfig config, IEnumerable<int> outputs, Placement placement)
        : base(nameof(SiglipTower))
    {
        embeddings = new SiglipEmbeddings(config, placement);
        encoder = new Encoder(config.Encoder, outputs, placement);
        register_module(nameof(embeddings), embeddings);
        register_module(nameof(encoder), encoder);
        register_module("post_layernorm", new LayerNorm(config.Hidden, config.LayerNormEpsilon, placement));
    }

    /// <summary>Maps pixels: [N, 3, H, W] to [N, P, D x outputs].</summary>
    public override Tensor forward(Tensor pixels) => encoder.call(embeddings.call(pixels));
}
