using LmmCl.Evaluation.Scorers;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>
/// The layer-contribution probe (study D.3): by how much a tuned model's attention and MLP write something else into the residual stream
/// than the base model's, seen through the heads. Mean over the positions of a sample, then over samples, per layer.
/// </summary>
public sealed class LayerContribution : IDisposable
{
    /// <summary>Id in events.</summary>
    public const string Id = "layer_contribution";

    /// <summary>Version of the definition.</summary>
    public const int Version = 1;

    /// <summary>What the figures of the attention's layers begin with; the layer's index follows.</summary>
    public const string AttentionPrefix = "sa_mean_layer_";

    /// <summary>What the figures of the MLPs begin with.</summary>
    public const string MlpPrefix = "mlp_mean_layer_";

    private readonly IHeadDistance distance;
    private readonly List<double> attention = [];
    private readonly List<double> mlp = [];

    /// <param name="baseHead">W_b [V, D]: hidden states to logits.</param>
    /// <param name="tunedHead">W_t [V, D].</param>
    /// <param name="mode">How the distance is computed.</param>
    public LayerContribution(Tensor baseHead, Tensor tunedHead, ScoringMode mode = ScoringMode.Default) =>
        distance = mode == ScoringMode.AsPublished
            ? new PublishedHeadDistance(baseHead, tunedHead)
            : new ExactHeadDistance(baseHead, tunedHead);

    /// <summary>Samples that had a position to measure at.</summary>
    public int Samples { get; private set; }

    /// <summary>Mean distance of the attention's outputs, per layer.</summary>
    public IReadOnlyList<double> AttentionMeans => [.. attention.Select(sum => sum / Samples)];

    /// <summary>Mean distance of the MLP's outputs, per layer.</summary>
    public IReadOnlyList<double> MlpMeans => [.. mlp.Select(sum => sum / Samples)];

    /// <summary>Figures for an event: <c>sa_mean_layer_0</c>, <c>mlp_mean_layer_0</c> and so on. Empty without samples.</summary>
    public IReadOnlyDictionary<string, double> Figures() =>
        Named(AttentionPrefix, AttentionMeans).Concat(Named(MlpPrefix, MlpMeans)).ToDictionary();

    /// <summary>Takes a sample; one without positions does not count.</summary>
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
