using LmmCl.Abstractions;
using LmmCl.Modeling.Layers;
using static LmmCl.Abstractions.ParameterRole;

namespace LmmCl.Modeling.Memory;

/// <summary>Memory of the decoder's blocks: the tensors of <see cref="DecoderLayer"/> in the order in which they are made.</summary>
/// <param name="config">Dimensions.</param>
/// <param name="pass">The batch.</param>
/// <param name="size">Bytes of a value: 4, or 2 in half precision.</param>
/// <param name="trained">The trained parameters.</param>
internal sealed class DecoderMemory(DecoderConfig config, PassShape pass, int size, TrainedParts trained)
{
    private const int Wide = 4;

    // Shorter sequences keep their attention scores (GroupedQueryAttention).
    private const long ShortSequence = 256;

    private static readonly ParameterRole[] attention = [AttentionQuery, AttentionKey, AttentionValue, AttentionOutput];
    private static readonly ParameterRole[] mlp = [MlpGate, MlpUp, MlpDown];

    private readonly long hidden = config.Hidden;
    private readonly long queries = (long)config.Heads * config.HeadWidth;
    private readonly long keys = (long)config.KeyValueHeads * config.HeadWidth;
    private readonly long inner = config.Intermediate;

    private bool IsHalf => size < Wide;

    /// <summary>Returns the memory of block <paramref name="layer"/>.</summary>
    /// <param name="layer">Index of the block.</param>
    /// <param name="reached">True if the block's input needs a gradient; on return, true if its output does.</param>
    public BlockMemory Block(int layer, ref bool reached)
    {
        var isLast = layer == config.Layers - 1;
        var (all, rows) = (pass.Positions, isLast ? pass.Answers : pass.Positions);
        var (normTrains, before) = (trained.Any(layer, Norm), reached);
        var (wrappedAttention, wrappedMlp) = (Wraps(layer, attention), Wraps(layer, mlp));
        var attends = before || normTrains || wrappedAttention || trained.Any(layer, AttentionQuery, AttentionKey, AttentionValue);
        var between = attends || trained.Any(layer, AttentionOutput);
        var computes = between || normTrains || wrappedMlp || trained.Any(layer, MlpGate, MlpUp);
        reached = computes || trained.Any(layer, MlpDown);

        var kept = Norms(all, before, normTrains) + Norms(rows, between, normTrains);
        kept += trained.Any(layer, AttentionQuery, AttentionKey, AttentionValue) ? all * hidden * size : 0;
        kept += attends ? Scores() + (2 * all * queries * size) : 0;
        kept += !attends && trained.Any(layer, AttentionOutput) ? all * queries * size : 0;
        kept += trained.Any(layer, MlpGate, MlpUp) ? rows * hidden * size : 0;
        kept += computes ? 3 * rows * inner * size : 0;
        kept += trained.Any(layer, MlpDown) ? rows * inner * size : 0;
        kept += Added(layer, all, rows);
        var backward = !reached ? 0 : Math.Max(
            rows * ((3 * inner) + (3 * hidden)) * size, all * ((5 * queries) + hidden) * size + (IsShort ? 2 * ScoreBytes : 0));
        var gradients = trained.Bytes(layer, [.. attention, .. mlp, Norm, ParameterRole.Added]);
        return new BlockMemory(kept, Math.Max(kept, Made(all, rows)), backward, rows * hidden * size, gradients);
    }

    private bool IsShort => pass.Length <= ShortSequence;

    private long ScoreBytes => pass.Positions * config.Heads * pass.Length * size;

    /// <summary>Returns the bytes of all tensors that a block allocates, which live until the block ends.</summary>
    private long Made(long all, long rows)
    {
        var norm = hidden * ((3 * Wide) + (IsHalf ? 2 * size : 0));
        var repeated = config.KeyValueHeads == config.Heads ? 0 : 2 * queries;
        var attended = all * ((6 * queries) + (5 * keys) + repeated + (2 * hidden)) * size;
        return (all * norm) + attended + (IsShort ? 2 * ScoreBytes : 0) + (rows * norm) + (rows * ((4 * inner) + (2 * hidden)) * size);
    }

    /// <summary>A norm keeps its input in fp32 if that needs a gradient, and its normalized rows if the weight does.</summary>
    private long Norms(long rows, bool reached, bool trains) =>
        (reached ? rows * hidden * Wide : 0) + (trains ? rows * hidden * size : 0);

    /// <summary>Queries and output with the attention's statistics, or queries and softmax of a short sequence.</summary>
    private long Scores() => IsShort
        ? (pass.Positions * queries * size) + ScoreBytes
        : (2 * pass.Positions * queries * size) + (pass.Positions * config.Heads * Wide);

    private bool Wraps(int layer, ParameterRole[] roles) => trained.Wrapped(layer).Any(module => roles.Contains(module.Role));

    /// <summary>
    /// Returns the bytes kept by wrappers: an adapter keeps a copy of its module's input, a second expert the same tensors as the MLP.
    /// </summary>
    private long Added(int layer, long all, long rows) => trained.Wrapped(layer).Sum(module => module.Kind == ModuleKind.Mlp
        ? rows * ((4 * inner) + hidden) * size
        : (mlp.Contains(module.Role) ? rows : all) * module.Parameters[0].Value.shape[^1] * (size + (IsHalf ? Wide : 0)));
}
