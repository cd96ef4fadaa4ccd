using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// Computes the distance in double precision without cancellation. With d = h_t - h_b and V = W_t - W_b, W_t h_t - W_b h_b = W_t d + V h_b,
/// so delta^2 = d' W_t'W_t d + 2 d' W_t'V h_b + h_b' V'V h_b: small results are sums of small terms, so precision is kept where tuning
/// changed little.
/// </summary>
internal sealed class ExactHeadDistance : IHeadDistance
{
    private const long VocabularyAtOnce = 16_384;

    private readonly Tensor tuned;
    private readonly Tensor mixed;
    private readonly Tensor moved;

    /// <param name="baseHead">W_b [V, D].</param>
    /// <param name="tunedHead">W_t [V, D].</param>
    public ExactHeadDistance(Tensor baseHead, Tensor tunedHead)
    {
        using var scope = NewDisposeScope();
        var width = baseHead.shape[1];
        Tensor Product() => zeros([width, width], dtype: ScalarType.Float64, device: baseHead.device);
        (tuned, mixed, moved) = (Product(), Product(), Product());
        for (long first = 0; first < baseHead.shape[0]; first += VocabularyAtOnce)
        {
            using var part = NewDisposeScope();
            var tokens = Math.Min(VocabularyAtOnce, baseHead.shape[0] - first);
            var head = tunedHead.narrow(0, first, tokens).to(ScalarType.Float64);
            var change = head - baseHead.narrow(0, first, tokens).to(ScalarType.Float64);
            tuned.add_(head.t().mm(head), Numbers.One);
            mixed.add_(head.t().mm(change), Numbers.One);
            moved.add_(change.t().mm(change), Numbers.One);
        }

        foreach (var product in new[] { tuned, mixed, moved })
        {
            product.DetachFromDisposeScope();
        }
    }

    public Tensor Of(Tensor ofBase, Tensor ofTuned)
    {
        using var scope = NewDisposeScope();
        var before = ofBase.to(ScalarType.Float64);
        var difference = ofTuned.to(ScalarType.Float64) - before;
        var square = (difference.mm(tuned) * difference).sum(1)
            .Plus((difference.mm(mixed) * before).sum(1).Times(2))
            .Plus((before.mm(moved) * before).sum(1));
        return square.clamp_(min: Numbers.Of(0)).sqrt_().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        tuned.Dispose();
        mixed.Dispose();
        moved.Dispose();
    }
}
