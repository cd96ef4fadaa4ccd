using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes;

/// <summary>
/// Observes the generation of a batch and records each row's <see cref="StepBias"/>; logits over the whole vocabulary stay on the device.
/// </summary>
public sealed class CountingBiasRecorder : IDisposable
{
    private const int Figures = 3;

    private readonly List<StepBias>[] steps;
    private readonly Tensor numberTokens;

    /// <param name="numberTokens">Ids of the number tokens (<see cref="NumberTokens"/>).</param>
    /// <param name="rows">Number of rows in the batch.</param>
    /// <param name="device">Device of the logits.</param>
    public CountingBiasRecorder(IReadOnlyList<int> numberTokens, int rows, Device? device = null)
    {
        this.numberTokens = tensor(numberTokens.Select(id => (long)id).ToArray(), device: device).DetachFromDisposeScope();
        steps = [.. Enumerable.Range(0, rows).Select(_ => new List<StepBias>())];
    }

    /// <summary>One entry per row of the batch.</summary>
    public IReadOnlyList<SampleBias> Samples => [.. steps.Select(row => new SampleBias(row))];

    /// <summary>Processes the logits of a step; matches the decoder's step observer.</summary>
    /// <param name="step">Step, 0 for the first new token.</param>
    /// <param name="rows">Rows of the batch to which the logits belong.</param>
    /// <param name="logits">[rows, V].</param>
    public void Observe(int step, IReadOnlyList<int> rows, Tensor logits)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var scores = logits.to(ScalarType.Float32);
        var numbers = scores.index_select(1, numberTokens);
        var logProbabilities = numbers - scores.logsumexp(1, keepdim: true);
        var figures = stack([numbers.amax(1), logProbabilities.amax(1).exp(), logProbabilities.exp().sum(1)], 1).cpu().data<float>()
            .ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = figures.AsSpan(i * Figures, Figures);
            steps[rows[i]].Add(new(row[0], row[1], row[2]));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => numberTokens.Dispose();
}
