using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Qwen25VL;

/// <summary>State shared by the tower's blocks in one forward pass.</summary>
/// <param name="Cos">Rotary cosines, [P, W].</param>
/// <param name="Sin">Signed rotary sines, [P, W].</param>
/// <param name="Windows">Attention windows.</param>
/// <param name="Images">Whole images, for the blocks with full attention.</param>
internal sealed record VisionState(Tensor Cos, Tensor Sin, IReadOnlyList<Segments> Windows, IReadOnlyList<Segments> Images)
{
    /// <summary>Returns the same state with tensors kept alive for recomputation.</summary>
    public VisionState KeptBy(Recomputation recomputation) => this with { Cos = recomputation.Keep(Cos), Sin = recomputation.Keep(Sin) };
}

/// <summary>softmax(q k^T / sqrt(W)) v with rotary positions, within each segment of the patches. x: [P, D].</summary>
internal sealed class VisionAttention : Module<Tensor, VisionState, Tensor>
{
    private readonly Projection joined;
    private readonly Projection output;
    private readonly int heads;
    private readonly bool isFull;

    public VisionAttention(Qwen25VisionConfig config, int layer, Placement placement)
        : base(nameof(VisionAttention))
    {
        (heads, isFull) = (config.Heads, config.FullAttention.Contains(layer));
        joined = new Projection(config.Hidden, 3 * config.Hidden, true, placement);
        output = new Projection(config.Hidden, config.Hidden, true, placement);
        register_module("qkv", joined);
        register_module("proj", output);
    }

    public override Tensor forward(Tensor x, VisionState state)
    {
        var patches = x.shape[0];
        var parts = joined.call(x).view(patches, 3, heads, -1).permute(1, 2, 0, 3).unbind(0);
        var q = RotaryTable.Rotate(parts[0], state.Cos, state.Sin);
        var k = RotaryTable.Rotate(parts[1], state.Cos, state.Sin);
        var (mixed, start) = (new List<Tensor>(), 0L);
        foreach (var segments in isFull ? state.Images : state.Windows)
        {
            mixed.Add(Attend(q, k, parts[2], start, segments));
            start += segments.Count * segments.Length;
        }

        return output.call(mixed.Count == 1 ? mixed[0] : cat(mixed, 0));
    }

    /// <summary>Attends within segments from patch <paramref name="start"/> on: [H, P, W] to [count x length, D].</summary>
    private static Tensor Attend(Tensor q, Tensor k, Tensor v, long start, Segments segments)
    {
        var (count, length) = segments;
        Tensor Cut(Tensor x) => x.narrow(1, start, count * length).reshape(x.shape[0], count, length, x.shape[2]).transpose(0, 1);
        return functional.scaled_dot_product_attention(Cut(q), Cut(k), Cut(v)).transpose(1, 2).reshape(count * length, -1);
    }
}
