using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>Llama-style language model without its head: embedding, blocks, final norm.</summary>
public sealed class Decoder : Module<Tensor, AttentionState, Tensor>
{
    private readonly TokenEmbedding embedding;
    private readonly ModuleList<DecoderLayer> layers;
    private readonly RmsNorm norm;
    private readonly RotaryTable rotary;
    private readonly Placement placement;
    private readonly IReadOnlyList<int>? sections;

    /// <summary>Allocates the weights.</summary>
    public Decoder(DecoderConfig config, Placement placement)
        : base(nameof(Decoder))
    {
        (this.placement, sections) = (placement, config.MultimodalSections);
        embedding = new TokenEmbedding(config.Vocabulary, config.Hidden, placement);
        layers = new ModuleList<DecoderLayer>(
            [.. Enumerable.Range(0, config.Layers).Select(layer => new DecoderLayer(config, layer, placement))]);
        norm = new RmsNorm(config.Hidden, config.RmsNormEpsilon, placement);
        rotary = new RotaryTable(config.HeadWidth, config.RopeTheta, placement);
        register_module("embed_tokens", embedding);
        register_module(nameof(layers), layers);
        register_module(nameof(norm), norm);
    }

    /// <summary>Token embedding weight, [V, D].</summary>
    public Parameter EmbeddingWeight => embedding.Weight;

    /// <summary>Maps token ids [B, T] to vectors [B, T, D].</summary>
    public Tensor Embed(Tensor ids) => embedding.call(ids);

    /// <summary>
    /// Prepares the blocks' state for sequences [B, T] whose mask is 0 at padding. Trailing padding needs no mask, because attention is
    /// causal. Leading padding does, and positions then count from the first real token.
    /// </summary>
    /// <param name="mask">The mask, on the device of the blocks.</param>
    /// <param name="onHost">
    /// Copy of the mask in main memory, readable without synchronization; null if <paramref name="mask"/> is in main memory itself.
    /// </param>
    /// <param name="cache">Cache for keys and values.</param>
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

    /// <summary>As <see cref="StateFor"/>, for tokens at multimodal positions.</summary>
    /// <param name="positions">Positions in time, height and width, [3, B, T].</param>
    /// <param name="longest">Exclusive upper bound of all positions.</param>
    /// <param name="mask">The mask, on the device of the blocks.</param>
    /// <param name="onHost">As for <see cref="StateFor"/>.</param>
    /// <param name="cache">Cache for keys and values.</param>
    public AttentionState StateAt(Tensor positions, long longest, Tensor mask, Tensor? onHost = null, KeyValueCache? cache = null)
    {
        var (cos, sin) = rotary.At(positions, sections!, longest);
        var hides = StartsWithPadding(onHost ?? mask);
        return new AttentionState(cos, sin, hides ? AttentionMask.CausalWithPadding(mask, placement) : null, cache);
    }

    /// <summary>
    /// Prepares the blocks' state for one more token per row, at <paramref name="positions"/> [B, 1]; mask [B, S] covers the earlier tokens
    /// and this one.
    /// </summary>
    public AttentionState NextState(Tensor positions, long longest, Tensor? mask, KeyValueCache cache)
    {
        var (cos, sin) = rotary.At(positions, longest);
        return new AttentionState(cos, sin, mask is null ? null : AttentionMask.Padding(mask, placement), cache);
    }

    /// <summary>Maps x: [B, T, D] to [B, T, D], or to [R, D] if the state requests rows.</summary>
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
