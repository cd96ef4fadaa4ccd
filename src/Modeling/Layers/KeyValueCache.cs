using LmmCl.Modeling.Hardware;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>Cached keys and values, [B, heads, capacity, W] per layer, filled from the left.</summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] keys;
    private readonly Tensor[] values;

    /// <summary>Allocates room for <paramref name="capacity"/> tokens per row.</summary>
    public KeyValueCache(DecoderConfig config, long batch, long capacity, Placement placement)
    {
        Capacity = capacity;
        long[] shape = [batch, config.KeyValueHeads, capacity, config.HeadWidth];
        Tensor Room() => empty(shape, dtype: placement.Dtype, device: placement.Device).DetachFromDisposeScope();
        keys = [.. Enumerable.Range(0, config.Layers).Select(_ => Room())];
        values = [.. Enumerable.Range(0, config.Layers).Select(_ => Room())];
    }

    /// <summary>Maximum number of tokens per row.</summary>
    public long Capacity { get; }

    /// <summary>Number of cached tokens per row.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Offset from the number of tokens before a token to its position, [B, 1]; null if positions count tokens. Owned by the cache.
    /// </summary>
    internal Tensor? PositionOffsets { get; set; }

    /// <summary>Stores the keys and values [B, heads, T, W] of new tokens and returns those of all tokens [B, heads, S, W].</summary>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor newKeys, Tensor newValues)
    {
        var added = newKeys.shape[2];
        keys[layer].narrow(2, Length, added).copy_(newKeys);
        values[layer].narrow(2, Length, added).copy_(newValues);
        return (keys[layer].narrow(2, 0, Length + added), values[layer].narrow(2, 0, Length + added));
    }

    /// <summary>Advances the length by the tokens that every layer has stored in this pass.</summary>
    internal void Advance(long tokens) => Length += tokens;

    /// <summary>Keeps only the rows [R] that are still being generated.</summary>
    internal void Keep(Tensor rows)
    {
        if (PositionOffsets is { } offsets)
        {
            PositionOffsets = offsets.index_select(0, rows).DetachFromDisposeScope();
            offsets.Dispose();
        }

        foreach (var tensors in new[] { keys, values })
        {
            for (var layer = 0; layer < tensors.Length; layer++)
            {
                using var all = tensors[layer];
                tensors[layer] = all.index_select(0, rows).DetachFromDisposeScope();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        PositionOffsets?.Dispose();
        foreach (var tensor in keys.Concat(values))
        {
            tensor.Dispose();
        }
    }
}
