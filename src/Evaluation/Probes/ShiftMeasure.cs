using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes;

/// <summary>
/// Mean divergence of a tuned model's next-token distributions from the base model's over the answers of a set of records.
/// </summary>
public sealed class ShiftMeasure
{
    /// <summary>Id of the probe in events.</summary>
    public const string Id = "output_shift";

    /// <summary>Version of the definition: <see cref="OutputShift"/>, mean over positions.</summary>
    public const int Version = 1;

    private double forward;
    private double backward;

    /// <summary>Number of positions.</summary>
    public long Positions { get; private set; }

    /// <summary>Mean KL(base || tuned) in nats; null without positions.</summary>
    public double? BaseToTuned => Positions == 0 ? null : forward / Positions;

    /// <summary>Mean KL(tuned || base) in nats; null without positions.</summary>
    public double? TunedToBase => Positions == 0 ? null : backward / Positions;

    /// <summary>Adds the positions of a batch, computed in double precision.</summary>
    /// <param name="ofBase">Logits of the base model at the answers, [N, V].</param>
    /// <param name="ofTuned">Logits of the tuned model at the same positions.</param>
    public void Add(Tensor ofBase, Tensor ofTuned)
    {
        using var scope = NewDisposeScope();
        var p = nn.functional.log_softmax(ofBase.to(ScalarType.Float64), 1);
        var q = nn.functional.log_softmax(ofTuned.to(ScalarType.Float64), 1);
        var difference = p - q;
        forward += (p.exp() * difference).sum().item<double>();
        backward -= (q.exp() * difference).sum().item<double>();
        Positions += ofBase.shape[0];
    }

    /// <summary>Returns the figures for an event, with names that begin with <paramref name="prefix"/>.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures(string prefix) => Positions == 0
        ? []
        :
        [
            new($"{prefix}_base_to_tuned", BaseToTuned!.Value),
            new($"{prefix}_tuned_to_base", TunedToBase!.Value),
            new($"{prefix}_positions", Positions),
        ];
}
