using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>
/// AdamW (Loshchilov, Hutter 2019) with moments that can be saved and restored, which the library's own does not offer.
/// A parameter that no gradient reached in a step is left out of it, count and moments included.
/// </summary>
internal sealed class AdamW(IReadOnlyList<ModelParameter> parameters, TrainingOptions options) : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>One per parameter, in their order.</summary>
    public IReadOnlyList<AdamMoments> Moments { get; } = [.. parameters.Select(parameter => new AdamMoments(parameter))];

    /// <summary>What no gradient ever reached.</summary>
    public IEnumerable<ModelParameter> Unreached => Moments.Where(moments => moments.Steps == 0).Select(moments => moments.Parameter);

    /// <summary>One update with the gradients at hand.</summary>
    /// <param name="factor">Of the schedule; every parameter's peak rate is multiplied by it.</param>
    public void Step(double factor)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var moments in Moments)
        {
            if (moments.Parameter.Value.grad is { } gradient)
            {
                Update(moments, gradient, options.RateOf(moments.Parameter.Role) * factor);
            }
        }
    }

    /// <summary>Forgets the gradients, so that the next step can tell which parameters it reached.</summary>
    public void ClearGradients()
    {
        foreach (var moments in Moments)
        {
            moments.Parameter.Value.grad = null;
        }
    }

    public void Dispose()
    {
        foreach (var moments in Moments)
        {
            moments.Dispose();
        }
    }

    private void Update(AdamMoments moments, Tensor gradient, double rate)
    {
        var (value, mean, square) = (moments.Parameter.Value, moments.Mean, moments.Square);
        moments.Steps++;
        if (options.WeightDecay > 0)
        {
            value.mul_(1 - (rate * options.WeightDecay));
        }

        mean.mul_(Beta1).add_(gradient, 1 - Beta1);
        square.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);

        // m / (sqrt(v) / c + eps) with both sides of the fraction multiplied by c: one pass less over the tensor.
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, moments.Steps));
        value.addcdiv_(mean, square.sqrt().add_(Epsilon * correction), -rate * correction / (1 - Math.Pow(Beta1, moments.Steps)));
    }
}
