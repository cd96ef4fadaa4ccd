using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019) with PyTorch's gradient clipping over the trained parameters, in fp32 regardless of the model's type.
/// A parameter without a gradient in a step is skipped, including its step count and moments.
/// </summary>
internal sealed class Optimiser(IReadOnlyList<ModelParameter> parameters, TrainingOptions options) : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    // torch.optim.AdamW does not keep its scalars alive while libtorch reads them, so the garbage collector may free them in between.
    private readonly Scalar keptMean = Beta1;
    private readonly Scalar addedMean = 1 - Beta1;
    private readonly Scalar keptSquare = Beta2;
    private readonly Scalar addedSquare = 1 - Beta2;

    /// <summary>One slot per parameter, in the same order.</summary>
    public IReadOnlyList<OptimiserSlot> Slots { get; } =
        [.. parameters.Select(parameter => new OptimiserSlot(new TrainedTensor(parameter, options.ActivationCheckpointing)))];

    /// <summary>Parameters that never received a gradient.</summary>
    public IEnumerable<ModelParameter> Unreached => Slots.Where(slot => slot.Steps == 0).Select(slot => slot.Tensor.Parameter);

    /// <summary>Trained parameters whose change is below the resolution of their type.</summary>
    public IEnumerable<ModelParameter> RoundedAway =>
        Slots.Where(slot => slot.Tensor.IsRoundedAway).Select(slot => slot.Tensor.Parameter);

    /// <summary>Accumulates the gradients of a micro-batch.</summary>
    public void CollectGradients()
    {
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            using var scope = NewDisposeScope();
            slot.Tensor.Collect();
        }
    }

    /// <summary>
    /// Scales the gradients to a norm of at most <paramref name="largest"/> (0: no limit) and returns the norm before scaling.
    /// </summary>
    public double Clip(double largest) =>
        nn.utils.clip_grad_norm_(Slots.Select(slot => slot.Tensor.Master), largest > 0 ? largest : double.PositiveInfinity);

    /// <summary>Performs one update with the accumulated gradients.</summary>
    /// <param name="factor">Schedule factor by which every parameter's peak rate is multiplied.</param>
    public void Step(double factor)
    {
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            // Frees the temporaries of one parameter before those of the next.
            using var scope = NewDisposeScope();
            if (slot.Tensor.Master.grad is { } gradient)
            {
                Update(slot, gradient, options.RateOf(slot.Tensor.Parameter.Role) * factor);
            }
        }

        Publish();
    }

    /// <summary>Rounds each master tensor into its parameter.</summary>
    public void Publish()
    {
        using var untracked = no_grad();
        foreach (var slot in Slots)
        {
            slot.Tensor.Publish();
        }
    }

    /// <summary>Clears the gradients, so that the next step can detect which parameters it reached.</summary>
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

        // m / (sqrt(v) / c + eps) with numerator and denominator multiplied by c: one pass less over the tensor.
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, slot.Steps));
        using Scalar floor = Epsilon * correction;
        using Scalar step = -rate * correction / (1 - Math.Pow(Beta1, slot.Steps));
        value.addcdiv_(mean, square.sqrt().add_(floor, Numbers.One), step);
    }
}
