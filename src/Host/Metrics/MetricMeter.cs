using System.Diagnostics.Metrics;
using LmmCl.Training;

namespace LmmCl.Host.Metrics;

/// <summary>A reading of a gauge or counter, with the values of its labels in the order of the definition.</summary>
/// <param name="Value">The value.</param>
/// <param name="Labels">Values of the labels.</param>
internal readonly record struct Reading(double Value, params IReadOnlyList<string> Labels);

/// <summary>Creates instruments from definitions, so that name, unit and labels stand in one place.</summary>
internal sealed class MetricMeter : IDisposable
{
    private readonly Meter meter = new(StageSpans.SourceName);

    /// <summary>Exports what <paramref name="read"/> returns at each scrape; a series that it stops returning disappears.</summary>
    public void Observe(MetricDefinition metric, Func<IEnumerable<Reading>> read)
    {
        IEnumerable<Measurement<double>> Measure() =>
            read().Select(reading => new Measurement<double>(reading.Value, Tags(metric, reading.Labels)));
        if (metric.Kind == MetricKind.Counter)
        {
            meter.CreateObservableCounter(metric.Name, Measure, metric.Unit, metric.Meaning);
        }
        else
        {
            meter.CreateObservableGauge(metric.Name, Measure, metric.Unit, metric.Meaning);
        }
    }

    /// <summary>Exports a single value; nothing while it is null.</summary>
    public void Observe(MetricDefinition metric, Func<double?> read) =>
        Observe(metric, () => read() is { } value ? [new Reading(value)] : []);

    /// <summary>Creates a histogram.</summary>
    public Histogram<double> Histogram(MetricDefinition metric) => meter.CreateHistogram(
        metric.Name,
        metric.Unit,
        metric.Meaning,
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = metric.Buckets });

    /// <summary>Creates a counter.</summary>
    public Counter<long> Counter(MetricDefinition metric) => meter.CreateCounter<long>(metric.Name, metric.Unit, metric.Meaning);

    /// <summary>The labels of a metric with their values.</summary>
    public static KeyValuePair<string, object?>[] Tags(MetricDefinition metric, params IReadOnlyList<string> values) =>
        metric.Labels.Count == values.Count
            ? [.. metric.Labels.Zip(values, (label, value) => KeyValuePair.Create(label, (object?)value))]
            : throw new ArgumentException($"{metric.Name} has {metric.Labels.Count} labels, not {values.Count}.", nameof(values));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
