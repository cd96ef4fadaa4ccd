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
    private readonly TorchSharp.Modules.ModuleList<SiglipLayer> layers;
    private readonly int[] outputs;

    /// <summary>Allocates the weights.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="outputs">Hidden states to return, concatenated: 0 is the embedding, k the output of block k, -1 the last.</param>
    /// <param name="placement">Type and device.</param>
    public SiglipTower(SiglipConfig config, IEnumerable<int> outputs, Placement placement)
        : base(nameof(SiglipTower))
    {
        this.outputs = [.. outputs.Select(index => index < 0 ? config.Layers + 1 + index : index)];
        embeddings = new SiglipEmbeddings(config, placement);
        layers = new TorchSharp.Modules.ModuleList<SiglipLayer>(
            [.. Enumerable.Range(0, config.Layers).Select(_ => new SiglipLayer(config, placement))]);
        register_module(nameof(embeddings), embeddings);
        register_module("encoder", new Encoder(layers));
        register_module("post_layernorm", new LayerNorm(config.Hidden, config.LayerNormEpsilon, placement));
    }

    /// <summary>Maps pixels: [N, 3, H, W] to [N, P, D x outputs].</summary>
    public override Tensor forward(Tensor pixels)
    {
        var states = new List<Tensor> { embeddings.call(pixels) };
        for (var layer = 0; layer < outputs.Max(); layer++)
        {
            states.Add(Recomputation.Run(layers[layer], states[^1], layers[layer].call));
        }

        return outputs.Length == 1 ? states[outputs[0]] : cat([.. outputs.Select(index => states[index])], -1);
    }

    private sealed class Encoder : Module
    {
        public Encoder(TorchSharp.Modules.ModuleList<SiglipLayer> layers)
            : base(nameof(Encoder)) => register_module(nameof(layers), layers);
    }
}
