using System.Diagnostics.Metrics;

namespace LmmCl.Host.Metrics;

/// <summary>The histogram of the durations of optimiser steps.</summary>
internal sealed class TrainingSteps(MetricMeter meter)
{
    private readonly Histogram<double> durations = meter.Histogram(MetricNames.StepDuration);

    /// <summary>An optimiser step took this many seconds.</summary>
    public void Took(string method, double seconds) => durations.Record(seconds, MetricMeter.Tags(MetricNames.StepDuration, method));
}
