using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// softmax(q k^T / sqrt(W)) v with rotary positions; each key-value head serves a group of query heads (Ainslie et al. 2023).
/// </summary>
public sealed class GroupedQueryAttention : Module<Tensor, AttentionState, Tensor>, IWrappable
{
    // The backward pass of flash attention rounds more than that of a plain softmax. Key biases, whose gradient consists only of rounding,
    // show the difference after a few AdamW steps; flash attention is therefore used only for sequences whose scores are too large to keep.
    private const long ShortSequence = 256;

    private readonly Projection query;
    private readonly Projection key;
    private readonly Projection value;
    private readonly Projection output;
    private readonly DecoderConfig config;
    private readonly int layer;
    private ModelModule? handle;

    /// <summary>Allocates the four projections of layer <paramref name="layer"/>.</summary>
    public GroupedQueryAttention(DecoderConfig config, int layer, Placement placement)
        : base(nameof(GroupedQueryAttention))
    {
        (this.config, this.layer) = (config, layer);
        var (queries, keys) = (config.Heads * config.HeadWidth, config.KeyValueHeads * config.HeadWidth);
        query = new Projection(config.Hidden, queries, config.AttentionBias, placement);
        key = new Projection(config.Hidden, keys, config.AttentionBias, placement);
        value = new Projection(config.Hidden, keys, config.AttentionBias, placement);
        output = new Projection(queries, config.Hidden, false, placement);
        register_module("q_proj", query);
        register_module("k_proj", key);
        register_module("v_proj", value);
        register_module("o_proj", output);
    }

    ModuleKind IWrappable.Kind => ModuleKind.Attention;

    ModelModule? IWrappable.Handle { get => handle; set => handle = value; }

    Func<Tensor, IReadOnlyList<Tensor>, Tensor>? IWrappable.Map => null;

    /// <summary>Maps x: [B, T, D] to [B, T, D], or to [R, D] if the state requests rows.</summary>
    public override Tensor forward(Tensor x, AttentionState state) =>
        handle is { IsWrapped: true } ? handle.Run(x, input => Own(input, state)) : Own(x, state);

    private Tensor Own(Tensor x, AttentionState state)
    {
        var (batch, length, first) = (x.shape[0], x.shape[1], state.Wanted?.First ?? 0);
        var q = Heads(query.call(From(x, 1, first)), config.Heads);
        var k = Heads(key.call(x), config.KeyValueHeads);
        var v = Heads(value.call(x), config.KeyValueHeads);
        q = RotaryTable.Rotate(q, From(state.Cos, -2, first), From(state.Sin, -2, first));
        k = RotaryTable.Rotate(k, state.Cos, state.Sin);
        if (state.Cache is { } cache)
        {
            (k, v) = cache.Append(layer, k, v);
        }

        var mask = state.Mask is { } given ? From(given, -2, first) : AttentionMask.LastRows(q, k.shape[2]);
        var mixed = Mix(q, k, v, mask).transpose(1, 2).reshape(batch * (length - first), -1);
        return output.call(state.Wanted is { } wanted ? mixed.index_select(0, wanted.Queried) : mixed.view(batch, length, -1));
    }

    /// <summary>Attends with q: [B, H, Q, W] to k and v: [B, G, S, W], giving [B, H, Q, W]; causal if there is no mask.</summary>
    private static Tensor Mix(Tensor q, Tensor k, Tensor v, Tensor? mask)
    {
        if (q.shape[2] > 1)
        {
            return Attend(q, PerQueryHead(k, q.shape[1]), PerQueryHead(v, q.shape[1]), mask, isCausal: mask is null);
        }

        // With a single query per head, the queries of a group are treated as positions of one head, so that keys are not repeated for each
        // of them.
        return Attend(q.view(q.shape[0], k.shape[1], -1, q.shape[3]), k, v, mask, isCausal: false).reshape(q.shape);
    }

    /// <summary>softmax(q k^T / sqrt(W) + mask) v.</summary>
    private static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? mask, bool isCausal)
    {
        if (k.shape[2] > ShortSequence)
        {
            return functional.scaled_dot_product_attention(q, k, v, mask, is_casual: isCausal);
        }

        using Scalar scale = 1 / Math.Sqrt(q.shape[3]);
        var scores = q.mul(scale).matmul(k.transpose(-2, -1));
        var hidden = isCausal ? AttentionMask.Causal(q, k.shape[2]) : mask;
        return (hidden is null ? scores : scores.add_(hidden, Numbers.One)).softmax(-1).matmul(v);
    }

    /// <summary>Reshapes [B, T, heads x W] to [B, heads, T, W].</summary>
    private Tensor Heads(Tensor x, int heads) => x.view(x.shape[0], x.shape[1], heads, config.HeadWidth).transpose(1, 2);

    /// <summary>Repeats each of G heads for every query head of its group: [B, G, S, W] to [B, H, S, W].</summary>
    private static Tensor PerQueryHead(Tensor x, long heads) => x.shape[1] == heads ? x : x.repeat_interleave(heads / x.shape[1], 1);

    /// <summary>Slices a dimension from position <paramref name="first"/> to its end.</summary>
    private static Tensor From(Tensor x, int dimension, long first) =>
        first == 0 ? x : x.narrow(dimension, first, x.shape[dimension < 0 ? x.shape.Length + dimension : dimension] - first);
}
