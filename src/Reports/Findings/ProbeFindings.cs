using LmmCl.Evaluation.Forgetting;
using LmmCl.Evaluation.Probes;
using LmmCl.Evaluation.Probes.LayerContributions;
using LmmCl.Events;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Findings;

/// <summary>Correlations of probes with forgetting over all stages of some experiments.</summary>
/// <param name="Experiments">Names of the experiments.</param>
/// <param name="Rows">One for each figure of each probe.</param>
internal sealed record ProbeFindings(IReadOnlyList<string> Experiments, IReadOnlyList<ProbeCorrelation> Rows)
{
    private const string CountingFigure = "avg_total_number_prob_mean";
    private const string Share = "_share";

    /// <summary>Pairs each figure after a stage with the held-out points lost until then, and correlates the pairs.</summary>
    public static ProbeFindings Of(IReadOnlyList<ReportData> experiments)
    {
        var points = experiments.SelectMany(Points).ToList();
        var rows = points.GroupBy(point => (point.Probe, point.Figure)).OrderBy(group => group.Key).Select(group =>
            new ProbeCorrelation(
                group.Key.Probe,
                group.Key.Figure,
                [.. group],
                Correlation.Of([.. group.Select(point => (double?)point.Value)], [.. group.Select(point => (double?)point.Forgotten)])));
        return new ProbeFindings([.. experiments.Select(data => data.Stream)], [.. rows]);
    }

    private static IEnumerable<ProbePoint> Points(ReportData data)
    {
        var changes = HeldOutChange.Of(data.Accuracy).PerStage;
        foreach (var (probe, readings) in data.Probes.Probes)
        {
            foreach (var (stage, measured) in readings.Where(reading => reading.Key.Number > 0 && reading.Key.Number <= changes.Count))
            {
                if (changes[stage.Number - 1] is not { } change)
                {
                    continue;
                }

                var before = readings.GetValueOrDefault(StageId.Base)?.Values;
                foreach (var (figure, value) in Figures(measured, before, data.Skill(stage)))
                {
                    yield return new ProbePoint(probe, figure, data.Stream, stage, value, -change);
                }
            }
        }
    }

    /// <summary>The figures of a probe that are compared with forgetting: biases against the base model, layers as their mean.</summary>
    private static IEnumerable<(string Figure, double Value)> Figures(
        ProbeMeasured measured, IReadOnlyDictionary<string, double>? before, string? skill)
    {
        return measured.Probe switch
        {
            CountingBias.Id => Change(measured, before, CountingFigure, "number tokens, against base"),
            AnswerTokens.Id => Change(measured, before, skill + Share, "the stage's own answer tokens, against base").Concat(
                measured.Values.Keys.Where(name => name.EndsWith(Share, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                    .SelectMany(name => Change(measured, before, name, $"answer tokens of {name[..^Share.Length]}, against base"))),
            LayerContribution.Id =>
            [
                .. Mean(measured, LayerContribution.AttentionPrefix, "attention, mean of layers"),
                .. Mean(measured, LayerContribution.MlpPrefix, "MLP, mean of layers"),
            ],
            ShiftMeasure.Id => measured.Values
                .Where(figure => !figure.Key.EndsWith("_positions", StringComparison.Ordinal))
                .Select(figure => (figure.Key.Replace('_', ' '), figure.Value)),
            _ => measured.Values.Select(figure => (figure.Key, figure.Value)),
        };
    }

    private static IEnumerable<(string Figure, double Value)> Change(
        ProbeMeasured measured, IReadOnlyDictionary<string, double>? before, string name, string label) =>
        measured.Values.TryGetValue(name, out var after) && before is not null && before.TryGetValue(name, out var value)
            ? [(label, after - value)]
            : [];

    private static IEnumerable<(string Figure, double Value)> Mean(ProbeMeasured measured, string prefix, string label)
    {
        var layers = measured.Values.Where(figure => figure.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return layers.Count == 0 ? [] : [(label, layers.Average(layer => layer.Value))];
    }
}

/// <summary>Correlation of one figure of a probe with forgetting.</summary>
/// <param name="Probe">Id of the probe.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Points">The pairs, one for each stage.</param>
/// <param name="Correlation">Their correlation.</param>
internal sealed record ProbeCorrelation(string Probe, string Figure, IReadOnlyList<ProbePoint> Points, Correlation Correlation);

/// <summary>A figure of a probe after a stage, with the forgetting at that time.</summary>
/// <param name="Probe">Id of the probe.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Value">The figure's value.</param>
/// <param name="Forgotten">Points lost on the held-out benchmarks since the base model, positive if forgotten.</param>
internal sealed record ProbePoint(string Probe, string Figure, string Experiment, StageId Stage, double Value, double Forgotten);
