using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.LwF;

/// <summary>Distillation loss between student and teacher.</summary>
internal static class Distillation
{
    /// <summary>
    /// Computes T^2 * (1 / M) * sum over the rows of KL( softmax(teacher / T) || softmax(student / T) ), with gradients to the student
    /// only. T^2 keeps the gradients' magnitude independent of the temperature (Hinton et al. 2015).
    /// </summary>
    /// <param name="student">[M, V], with M above 0.</param>
    /// <param name="teacher">[M, V], without gradient.</param>
    /// <param name="temperature">T.</param>
    public static Tensor Loss(Tensor student, Tensor teacher, double temperature)
    {
        var divergence = nn.functional.kl_div(
            LogProbabilities(student, temperature), LogProbabilities(teacher, temperature), log_target: true, nn.Reduction.Sum);
        return divergence.Times(temperature * temperature / student.shape[0]);
    }

    /// <summary>
    /// Computes log-probabilities. Probabilities over a large vocabulary are small, so half-precision logits are first converted to single
    /// precision.
    /// </summary>
    private static Tensor LogProbabilities(Tensor logits, double temperature)
    {
        using Scalar divisor = temperature;
        return (logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32)).div(divisor).log_softmax(-1);
    }
}
