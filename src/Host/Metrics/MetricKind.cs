namespace LmmCl.Host.Metrics;

/// <summary>The type of a metric, in the words of Prometheus.</summary>
internal enum MetricKind
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A value that only grows.</summary>
    Counter,

    /// <summary>Counts of observations by size.</summary>
    Histogram,
}
