using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>A language model of the Llama kind without its head: embedding, blocks, last norm.</summary>
public sealed class Decoder : Module<Tensor, AttentionState, Tensor>
{
    private readonly TokenEmbedding embedding;
    private readonly ModuleList<DecoderLayer> layers;
    private readonly RmsNorm norm;
    private readonly RotaryTable rotary;
    private readonly Placement placement;

    /// <summary>Allocates the weights.</summary>
    public Decoder(DecoderConfig config, Placement placement)
        : base(nameof(Decoder))
    {
        this.placement = placement;
        embedding = new TokenEmbedding(config.Vocabulary, config.Hidden, placement);
        layers = new ModuleList<DecoderLayer>(
            [.. Enumerable.Range(0, config.Layers).Select(layer => new DecoderLayer(config, layer, placement))]);
        norm = new RmsNorm(config.Hidden, config.RmsNormEpsilon, placement);
        rotary = new RotaryTable(config.HeadWidth, config.RopeTheta, placement);
        register_module("embed_tokens", embedding);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>[V, D].</summary>
    public Parameter EmbeddingWeight => embedding.Weight;

    /// <summary>Token ids [B, T] to vectors [B, T, D].</summary>
    public Tensor Embed(Tensor ids) => embedding.call(ids);

    /// <summary>
    /// What the blocks need for sequences [B, T] whose mask is 0 at padding. Padding after a text needs no mask: nothing looks ahead.
    /// Padding before it does, and positions then count from the first real token.
    /// </summary>
    /// <param name="mask">Where the blocks compute.</param>
    /// <param name="onHost">The same in main memory, where reading waits for nothing; null where that is <paramref name="mask"/>.</param>
    /// <param name="cache">Keys and values to be kept.</param>
    public AttentionState StateFor(Tensor mask, Tensor? onHost = null, KeyValueCache? cache = null)
    {
        var length = mask.shape[1];
        if (!StartsWithPadding(onHost ?? mask))
        {
            var (cos, sin) = rotary.First(length);
            return new AttentionState(cos, sin, Mask: null, cache);
        }

        var positions = mask.cumsum(1).sub_(Numbers.One).clamp_(min: Numbers.Of(0));
        var (shiftedCos, shiftedSin) = rotary.At(positions, length);
        return new AttentionState(shiftedCos, shiftedSin, AttentionMask.CausalWithPadding(mask, placement), cache);
    }

    /// <summary>
    /// What the blocks need for one more token per row, at <paramref name="positions"/> [B, 1]; mask [B, S] covers the tokens before and
    /// this one.
    /// </summary>
    public AttentionState NextState(Tensor positions, long longest, Tensor? mask, KeyValueCache cache)
    {
        var (cos, sin) = rotary.At(positions, longest);
        return new AttentionState(cos, sin, mask is null ? null : AttentionMask.Padding(mask, placement), cache);
    }

    /// <summary>x: [B, T, D] to [B, T, D], or to [R, D] where the state asks for rows.</summary>
    public override Tensor forward(Tensor x, AttentionState state)
    {
        state = Recomputation.Current is { } recomputation ? state.KeptBy(recomputation) : state;
        var everywhere = state with { Wanted = null };
        for (var index = 0; index < layers.Count; index++)
        {
            var (layer, own) = (layers[index], index == layers.Count - 1 ? state : everywhere);
            x = Recomputation.Run(layer, x, input => layer.call(input, own));
        }

        return norm.call(x);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        rotary.Dispose();
        base.Dispose(disposing);
    }

    private static bool StartsWithPadding(Tensor mask)
    {
        var length = mask.shape[1];
        return length > 1 && mask.narrow(1, 1, length - 1).gt(mask.narrow(1, 0, length - 1)).any().item<bool>();
    }
}
