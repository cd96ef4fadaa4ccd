using LmmCl.Abstractions;

namespace LmmCl.Evaluation.Probes;

/// <summary>
/// Shift of a tuned model's next-token distributions from the base model's: Kullback-Leibler divergence in nats, teacher-forced on the
/// answers.
/// </summary>
/// <param name="Positions">Flattened [B x L] positions t whose next token carries a label.</param>
/// <param name="BaseToTuned">Per position: sum of p_base (log p_base - log p_tuned).</param>
/// <param name="TunedToBase">Per position, with base and tuned exchanged.</param>
public sealed record OutputShift(IReadOnlyList<int> Positions, IReadOnlyList<double> BaseToTuned, IReadOnlyList<double> TunedToBase)
{
    /// <summary>Mean over all positions of the batch; null if there are none.</summary>
    public double? MeanBaseToTuned => BaseToTuned.Count == 0 ? null : BaseToTuned.Average();

    /// <summary>Mean over all positions of the batch; null if there are none.</summary>
    public double? MeanTunedToBase => TunedToBase.Count == 0 ? null : TunedToBase.Average();

    /// <summary>Computes the shift from the logits of two models on the same batch, in double precision.</summary>
    /// <param name="baseLogits">[B, L, V].</param>
    /// <param name="tunedLogits">[B, L, V].</param>
    /// <param name="labels">[B, L], -100 at positions without a label.</param>
    /// <param name="length">L.</param>
    /// <param name="vocabulary">V.</param>
    public static OutputShift Of(
        ReadOnlySpan<float> baseLogits, ReadOnlySpan<float> tunedLogits, ReadOnlySpan<long> labels, int length, int vocabulary)
    {
        var positions = new List<int>();
        for (var position = 0; position < labels.Length; position++)
        {
            if (position % length < length - 1 && labels[position + 1] != MultimodalBatch.IgnoredLabel)
                positions.Add(position);
        }

        var (forward, backward) = (new double[positions.Count], new double[positions.Count]);
        for (var i = 0; i < positions.Count; i++)
        {
            var start = positions[i] * vocabulary;
            (forward[i], backward[i]) = Divergence(baseLogits.Slice(start, vocabulary), tunedLogits.Slice(start, vocabulary));
        }

        return new(positions, forward, backward);
    }

    private static (double Forward, double Backward) Divergence(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (firstPartition, secondPartition) = (LogSumExp(first), LogSumExp(second));
        double forward = 0, backward = 0;
        for (var token = 0; token < first.Length; token++)
        {
            var (p, q) = (first[token] - firstPartition, second[token] - secondPartition);
            forward += Term(p, q);
            backward += Term(q, p);
        }

        return (forward, backward);
    }

    /// <summary>Computes p (log p - log q) from log-probabilities; zero if p is zero.</summary>
    private static double Term(double p, double q) => double.IsNegativeInfinity(p) ? 0 : Math.Exp(p) * (p - q);

    private static double LogSumExp(ReadOnlySpan<float> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double sum = 0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        return largest + Math.Log(sum);
    }
}
