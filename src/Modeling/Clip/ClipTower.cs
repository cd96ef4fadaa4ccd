using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using LayerNorm = LmmCl.Modeling.Layers.LayerNorm;

namespace LmmCl.Modeling.Clip;

/// <summary>
/// CLIP vision encoder (Radford et al. 2021) whose patches are read from a hidden state, without the class token. Blocks after that state
/// and the final norm are part of the checkpoint and of the vision recipe, but never receive a gradient.
/// </summary>
public sealed class ClipTower : Module<Tensor, Tensor>
{
    /// <summary>Name of the norm before the first block, misspelt in every checkpoint.</summary>
    internal const string FirstNorm = "pre_layrnorm";

    private readonly ClipEmbeddings embeddings;
    private readonly LayerNorm firstNorm;
    private readonly Encoder encoder;

    /// <summary>Allocates the weights.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="outputs">Hidden states to return, concatenated: 0 is the embedding, k the output of block k, -1 the last.</param>
    /// <param name="placement">Type and device.</param>
    public ClipTower(ClipConfig config, IEnumerable<int> outputs, Placement placement)
        : base(nameof(ClipTower))
    {
        embeddings = new ClipEmbeddings(config, placement);
        firstNorm = new LayerNorm(config.Hidden, config.LayerNormEpsilon, placement);
        encoder = new Encoder(config.Encoder, outputs, placement);
        register_module(nameof(embeddings), embeddings);
        register_module(FirstNorm, firstNorm);
        register_module(nameof(encoder), encoder);
        register_module("post_layernorm", new LayerNorm(config.Hidden, config.LayerNormEpsilon, placement));
    }

    /// <summary>Maps pixels: [N, 3, H, W] to [N, P, D x outputs].</summary>
    public override Tensor forward(Tensor pixels)
    {
        var states = encoder.call(firstNorm.call(embeddings.call(pixels)));
        return states.narrow(1, 1, states.shape[1] - 1);
    }
}
