using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// Distance as in the study's code: delta^2 = h_t' (W_t'W_t) h_t + h_b' (W_b'W_b) h_b - 2 h_t' (W_t'W_b) h_b in single precision, clamped
/// at 0. For similar models this is a small difference of large numbers, dominated by rounding.
/// </summary>
internal sealed class PublishedHeadDistance : IHeadDistance
{
    private readonly Tensor ofTunedHead;
    private readonly Tensor ofBaseHead;
    private readonly Tensor ofBoth;

    /// <param name="baseHead">W_b [V, D].</param>
    /// <param name="tunedHead">W_t [V, D].</param>
    public PublishedHeadDistance(Tensor baseHead, Tensor tunedHead)
    {
        using var scope = NewDisposeScope();
        var (before, after) = (baseHead.to(ScalarType.Float32), tunedHead.to(ScalarType.Float32));
        ofTunedHead = after.t().mm(after).DetachFromDisposeScope();
        ofBaseHead = before.t().mm(before).DetachFromDisposeScope();
        ofBoth = after.t().mm(before).DetachFromDisposeScope();
    }

    public Tensor Of(Tensor ofBase, Tensor ofTuned)
    {
        using var scope = NewDisposeScope();
        var (before, after) = (ofBase.to(ScalarType.Float32), ofTuned.to(ScalarType.Float32));
        var square = (after.mm(ofTunedHead) * after).sum(1).Plus((before.mm(ofBaseHead) * before).sum(1))
            - (after.mm(ofBoth) * before).sum(1).Times(2);
        return square.clamp_(min: Numbers.Of(0)).sqrt_().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        ofTunedHead.Dispose();
        ofBaseHead.Dispose();
        ofBoth.Dispose();
    }
}
