using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>
/// AdamW (Loshchilov, Hutter 2019) and PyTorch's gradient clipping over what trains, in fp32 whatever the model's type. A parameter that no
/// gradient reached in a step is left out of it, count and moments included.
/// </summary>
internal sealed class Optimiser(IReadOnlyList<ModelParameter> parameters, TrainingOptions options) : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    // Not torch.optim.AdamW: it holds no number while libtorch reads it, and the garbage collector may free it meanwhile.
    private readonly Scalar keptMean = Beta1;
    private readonly Scalar addedMean = 1 - Beta1;
    private readonly Scalar keptSquare = Beta2;
    private readonly Scalar addedSquare = 1 - Beta2;

    /// <summary>One per parameter, in their order.</summary>
    public IReadOnlyList<OptimiserSlot> Slots { get; } =
        [.. parameters.Select(parameter => new OptimiserSlot(new TrainedTensor(parameter, options.ActivationCheckpointing)))];

    /// <summary>What no gradient ever reached.</summary>
    public IEnumerable<ModelParameter> Unreached => Slots.Where(slot => slot.Steps == 0).Select(slot => slot.Tensor.Parameter);

    /// <summary>What trained, but by less than its type can show.</summary>
    public IEnumerable<ModelParameter> RoundedAway =>
        Slots.Where(slot => slot.Tensor.IsRoundedAway).Select(slot => slot.Tensor.Parameter);

    /// <summary>Takes up the gradients of a micro-batch.</summary>
    public void CollectGradients()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            slot.Tensor.Collect();
        }
    }

    /// <summary>The norm as it was, after scaling the gradients so that it is at most <paramref name="largest"/> (0: no limit).</summary>
    public double Clip(double largest) =>
        nn.utils.clip_grad_norm_(Slots.Select(slot => slot.Tensor.Master), largest > 0 ? largest : double.PositiveInfinity);

    /// <summary>One update with the gradients at hand.</summary>
    /// <param name="factor">Of the schedule; every parameter's peak rate is multiplied by it.</param>
    public void Step(double factor)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            if (slot.Tensor.Master.grad is { } gradient)
            {
                Update(slot, gradient, options.RateOf(slot.Tensor.Parameter.Role) * factor);
            }
        }

        Publish();
    }

    /// <summary>Rounds every master into its parameter.</summary>
    public void Publish()
    {
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            slot.Tensor.Publish();
        }
    }

    /// <summary>Forgets the gradients, so that the next step can tell which parameters it reached.</summary>
    public void ClearGradients()
    {
        foreach (var slot in Slots)
        {
            slot.Tensor.ClearGradient();
        }
    }

    public void Dispose()
    {
        foreach (var slot in Slots)
        {
            slot.Dispose();
        }

        foreach (var number in new[] { keptMean, addedMean, keptSquare, addedSquare })
        {
            number.Dispose();
        }
    }

    private void Update(OptimiserSlot slot, Tensor gradient, double rate)
    {
        var (value, mean, square) = (slot.Tensor.Master, slot.Mean, slot.Square);
        slot.Steps++;
        if (options.WeightDecay > 0)
        {
            using Scalar kept = 1 - (rate * options.WeightDecay);
            value.mul_(kept);
        }

        mean.mul_(keptMean).add_(gradient, addedMean);
        square.mul_(keptSquare).addcmul_(gradient, gradient, addedSquare);

        // m / (sqrt(v) / c + eps) with both sides of the fraction multiplied by c: one pass less over the tensor.
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, slot.Steps));
        using Scalar floor = Epsilon * correction;
        using Scalar step = -rate * correction / (1 - Math.Pow(Beta1, slot.Steps));
        value.addcdiv_(mean, square.sqrt().add_(floor, Numbers.One), step);
    }
}
