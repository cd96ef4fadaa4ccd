namespace LmmCl.Host.Metrics;

/// <summary>A metric as it is exported.</summary>
/// <param name="Name">Its exported name.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Unit">Its unit by UCUM, as OpenTelemetry wants it; null for a plain number.</param>
/// <param name="Meaning">One sentence, which scrapes and the documentation show.</param>
/// <param name="Labels">Names of its labels.</param>
internal sealed record MetricDefinition(string Name, MetricKind Kind, string? Unit, string Meaning, params IReadOnlyList<string> Labels)
{
    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];
}
