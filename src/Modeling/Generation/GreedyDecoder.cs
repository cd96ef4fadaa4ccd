using LmmCl.Abstractions;
using LmmCl.Modeling.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Generation;

/// <summary>Continues prompts by greedy decoding.</summary>
public static class GreedyDecoder
{
    /// <summary>
    /// Generates the new tokens of each row, without the end token. Prompts are padded on the left; the rows of a batch do not influence
    /// one another.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Prompts and their images; the caller frees it.</param>
    /// <param name="options">Stopping conditions.</param>
    /// <param name="observer">Called with the logits of every step.</param>
    /// <exception cref="ArgumentException">A prompt ends with padding.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Generate(
        IGeneratingModel model,
        MultimodalBatch batch,
        GenerationOptions options,
        StepObserver? observer = null)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (rows, length) = ((int)batch.InputIds.shape[0], batch.InputIds.shape[1]);
        var lengths = RealLengths((batch.OnHost ?? batch).AttentionMask);
        var written = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        if (rows == 0 || options.MaxNewTokens == 0)
        {
            return written;
        }

        using var cache = model.NewCache(rows, length + options.MaxNewTokens);
        var active = Enumerable.Range(0, rows).ToList();
        var mask = lengths.Any(real => real < length)
            ? cat([batch.AttentionMask, ones(rows, options.MaxNewTokens, dtype: ScalarType.Int64, device: batch.AttentionMask.device)], 1)
            : null;
        var logits = model.Prefill(batch, cache);
        for (var step = 0; ; step++)
        {
            observer?.Invoke(step, active, logits);
            var next = Chosen(logits);
            logits.Dispose();
            var kept = Enumerable.Range(0, active.Count).Where(row => !options.EndTokens.Contains((int)next[row])).ToList();
            foreach (var row in kept)
            {
                written[active[row]].Add((int)next[row]);
            }

            if (kept.Count == 0 || step + 1 == options.MaxNewTokens)
            {
                return written;
            }

            if (kept.Count < active.Count)
            {
                using var index = tensor(kept.Select(row => (long)row).ToArray(), device: batch.InputIds.device);
                cache.Keep(index);
                mask = mask?.index_select(0, index);
                active = [.. kept.Select(row => active[row])];
            }

            using var ids = Column(kept.Select(row => next[row]), batch.InputIds.device);
            using var positions = Column(active.Select(row => lengths[row] + step), batch.InputIds.device);
            using var seen = mask?.narrow(1, 0, cache.Length + 1);
            logits = model.Step(ids, positions, seen, cache);
        }
    }

    private static Tensor Column(IEnumerable<long> values, Device device)
    {
        var array = values.ToArray();
        return tensor(array, [array.Length, 1], device: device);
    }

    private static long[] Chosen(Tensor logits)
    {
        using var best = logits.argmax(-1).cpu();
        return best.data<long>().ToArray();
    }

    private static long[] RealLengths(Tensor mask)
    {
        using var scope = NewDisposeScope();
        return mask.narrow(1, mask.shape[1] - 1, 1).min().item<long>() == 1
            ? mask.sum(1).cpu().data<long>().ToArray()
            : throw new ArgumentException("Prompts to be continued must be padded on the left.", nameof(mask));
    }
}
