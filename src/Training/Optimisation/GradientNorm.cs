using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Training.Optimisation;

/// <summary>The Euclidean norm over the gradients of everything that trains.</summary>
internal static class GradientNorm
{
    /// <summary>PyTorch's guard against a division by zero.</summary>
    private const double Guard = 1e-6;

    /// <summary>
    /// The norm as it was, after scaling the gradients so that it is at most
    /// <paramref name="largest"/> (0: no limit). NaN and infinity scale nothing.
    /// </summary>
    public static double Clip(IEnumerable<ModelParameter> parameters, double largest)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var gradients = parameters.Select(parameter => parameter.Value.grad).OfType<Tensor>().ToList();
        if (gradients.Count == 0)
        {
            return 0;
        }

        var norm = (double)stack(gradients.Select(gradient => gradient.norm())).norm().item<float>();
        var scale = largest / (norm + Guard);
        if (largest > 0 && scale < 1)
        {
            gradients.ForEach(gradient => gradient.mul_(scale));
        }

        return norm;
    }
}
