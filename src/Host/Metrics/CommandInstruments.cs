using System.Diagnostics.Metrics;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>Times the commands inside the service.</summary>
internal sealed class CommandInstruments(MetricMeter meter)
{
    private readonly Histogram<double> durations = meter.Histogram(CommandDuration);

    /// <summary>A command ended.</summary>
    public void Ended(string command, TimeSpan elapsed, bool failed) =>
        durations.Record(elapsed.TotalSeconds, MetricMeter.Tags(CommandDuration, command, failed ? "failed" : "ok"));
}
