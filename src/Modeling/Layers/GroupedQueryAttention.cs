using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// softmax(q k^T / sqrt(W)) v with rotary positions; each key head serves a group of G query heads (Ainslie et al. 2023).
/// The queries of a group are stacked along time, so that keys and values are never copied per query head.
/// </summary>
public sealed class GroupedQueryAttention : Module<Tensor, AttentionState, Tensor>, IWrappable
{
    private readonly Projection query;
    private readonly Projection key;
    private readonly Projection value;
    private readonly Projection output;
    private readonly DecoderConfig config;
    private readonly int layer;
    private readonly double scale;
    private ModelModule? handle;

    /// <summary>Allocates the four projections of layer <paramref name="layer"/>.</summary>
    public GroupedQueryAttention(DecoderConfig config, int layer, Placement placement)
        : base(nameof(GroupedQueryAttention))
    {
        (this.config, this.layer, scale) = (config, layer, 1 / Math.Sqrt(config.HeadWidth));
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

    /// <summary>x: [B, T, D] to [B, T, D], or to [R, D] where the state asks for rows.</summary>
    public override Tensor forward(Tensor x, AttentionState state) =>
        handle is { IsWrapped: true } ? handle.Run(x, input => Own(input, state)) : Own(x, state);

    private Tensor Own(Tensor x, AttentionState state)
    {
        var (batch, length) = (x.shape[0], x.shape[1]);
        var (groups, perGroup, width) = (config.KeyValueHeads, config.Heads / config.KeyValueHeads, config.HeadWidth);

        var first = state.Wanted?.First ?? 0;
        var queries = length - first;
        var q = query.call(From(x, 1, first)).view(batch, queries, groups, perGroup, width).permute(0, 2, 3, 1, 4);
        var k = key.call(x).view(batch, length, groups, 1, width).permute(0, 2, 3, 1, 4);
        var v = value.call(x).view(batch, length, groups, width).transpose(1, 2);
        q = RotaryTable.Rotate(q, From(state.Cos, -2, first), From(state.Sin, -2, first)).mul(scale)
            .reshape(batch, groups, perGroup * queries, width);
        k = RotaryTable.Rotate(k, state.Cos, state.Sin).squeeze(2);
        if (state.Cache is { } cache)
        {
            (k, v) = cache.Append(layer, k, v);
        }

        var scores = q.matmul(k.transpose(-2, -1)).view(batch, groups, perGroup, queries, k.shape[2]);
        if (state.Mask is { } mask)
        {
            scores = scores.add_(From(mask, -2, first));
        }

        var mixed = scores.softmax(-1).view(batch, groups, perGroup * queries, k.shape[2]).matmul(v);
        mixed = mixed.view(batch, groups, perGroup, queries, width).permute(0, 3, 1, 2, 4).reshape(batch, queries, config.Heads * width);
        return output.call(
            state.Wanted is { } wanted ? mixed.view(batch * queries, config.Heads * width).index_select(0, wanted.Queried) : mixed);
    }

    /// <summary>Everything from position <paramref name="first"/> on along a dimension.</summary>
    private static Tensor From(Tensor x, int dimension, long first) =>
        first == 0 ? x : x.narrow(dimension, first, x.shape[dimension < 0 ? x.shape.Length + dimension : dimension] - first);
}
