using LmmCl.Evaluation.Scorers;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// Layer-contribution probe (study D.3): measures how the contributions of attention and MLP to the residual stream differ between a tuned
/// and the base model, projected through the heads. Mean over the positions of a sample, then over samples, per layer.
/// </summary>
public sealed class LayerContribution : IDisposable
{
    /// <summary>Id of the probe in events.</summary>
    public const string Id = "layer_contribution";

    /// <summary>Version of the definition.</summary>
    public const int Version = 1;

    /// <summary>Name prefix of the attention figures, followed by the layer's index.</summary>
    public const string AttentionPrefix = "sa_mean_layer_";

    /// <summary>Name prefix of the MLP figures.</summary>
    public const string MlpPrefix = "mlp_mean_layer_";

    private readonly IHeadDistance distance;
    private readonly List<double> attention = [];
    private readonly List<double> mlp = [];

    /// <param name="baseHead">W_b [V, D], which maps hidden states to logits.</param>
    /// <param name="tunedHead">W_t [V, D].</param>
    /// <param name="mode">Method of computing the distance.</param>
    public LayerContribution(Tensor baseHead, Tensor tunedHead, ScoringMode mode = ScoringMode.Default) =>
        distance = mode == ScoringMode.AsPublished
            ? new PublishedHeadDistance(baseHead, tunedHead)
            : new ExactHeadDistance(baseHead, tunedHead);

    /// <summary>Number of samples with at least one measured position.</summary>
    public int Samples { get; private set; }

    /// <summary>Mean distance of the attention outputs, per layer.</summary>
    public IReadOnlyList<double> AttentionMeans => [.. attention.Select(sum => sum / Samples)];

    /// <summary>Mean distance of the MLP outputs, per layer.</summary>
    public IReadOnlyList<double> MlpMeans => [.. mlp.Select(sum => sum / Samples)];

    /// <summary>
    /// Returns the figures for an event: <c>sa_mean_layer_0</c>, <c>mlp_mean_layer_0</c> and so on. Empty without samples.
    /// </summary>
    public IReadOnlyDictionary<string, double> Figures() =>
        Named(AttentionPrefix, AttentionMeans).Concat(Named(MlpPrefix, MlpMeans)).ToDictionary();

    /// <summary>Adds a sample; one without positions is ignored.</summary>
    public void Add(BlockOutputs ofBase, BlockOutputs ofTuned)
    {
        if (ofBase.Attention[0].shape[0] == 0)
        {
            return;
        }

        Samples++;
        Add(attention, ofBase.Attention, ofTuned.Attention);
        Add(mlp, ofBase.Mlp, ofTuned.Mlp);
    }

    /// <inheritdoc/>
    public void Dispose() => distance.Dispose();

    private static IEnumerable<KeyValuePair<string, double>> Named(string prefix, IReadOnlyList<double> means) =>
        means.Index().Select(layer => KeyValuePair.Create($"{prefix}{layer.Index}", layer.Item));

    private void Add(List<double> sums, IReadOnlyList<Tensor> ofBase, IReadOnlyList<Tensor> ofTuned)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        for (var layer = 0; layer < ofBase.Count; layer++)
        {
            var mean = distance.Of(ofBase[layer], ofTuned[layer]).to(ScalarType.Float64).mean().item<double>();
            if (sums.Count == layer)
            {
                sums.Add(0);
            }

            sums[layer] += mean;
        }
    }
}
