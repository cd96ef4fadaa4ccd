using System.Diagnostics.Metrics;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>Counts and times appends to the event log.</summary>
internal sealed class AppendInstruments
{
    private static readonly KeyValuePair<string, object?>[] ok = MetricMeter.Tags(Appends, "ok");
    private static readonly KeyValuePair<string, object?>[] failed = MetricMeter.Tags(Appends, "failed");

    private readonly Counter<long> appends;
    private readonly Counter<long> events;
    private readonly Histogram<double> durations;

    public AppendInstruments(MetricMeter meter)
    {
        (appends, events) = (meter.Counter(Appends), meter.Counter(AppendedEvents));
        durations = meter.Histogram(AppendDuration);

        // A rate needs a value before the first failure.
        appends.Add(0, ok);
        appends.Add(0, failed);
        events.Add(0);
    }

    /// <summary>An append succeeded.</summary>
    public void Appended(TimeSpan elapsed, int count)
    {
        appends.Add(1, ok);
        events.Add(count);
        durations.Record(elapsed.TotalSeconds);
    }

    /// <summary>An append failed.</summary>
    public void Failed(TimeSpan elapsed)
    {
        appends.Add(1, failed);
        durations.Record(elapsed.TotalSeconds);
    }
}
