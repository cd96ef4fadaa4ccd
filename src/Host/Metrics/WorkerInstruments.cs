using System.Collections.Concurrent;
using System.Diagnostics;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using LmmCl.Training;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>Shows what workers do and use now, and records the spans that they report in the trace of their stage.</summary>
internal sealed class WorkerInstruments : IWorkerObserver
{
    private readonly ConcurrentDictionary<string, WorkNow> working = new(StringComparer.Ordinal);
    private readonly ExperimentRegistry registry;

    public WorkerInstruments(MetricMeter meter, ExperimentRegistry registry)
    {
        this.registry = registry;
        meter.Observe(WorkProgress, () => Read(now => now.Progress, now => now.Name));
        meter.Observe(WorkerMemory, () => Read(now => now.Vitals?.MemoryBytes));
        meter.Observe(WorkerDeviceMemory, () => Read(now => now.Vitals?.DeviceBytes));
        meter.Observe(LiveTensors, () => Read(now => now.Vitals?.LiveTensors));
    }

    /// <inheritdoc/>
    public void Began(ObservedWork work) => working[work.Experiment] = new WorkNow(work.Work, null, null);

    /// <inheritdoc/>
    public void Progressed(ObservedWork work, int done, int total)
    {
        Change(work, now => now with { Progress = total > 0 ? (double)done / total : null });
        registry.Progressed(work.Experiment);
    }

    /// <inheritdoc/>
    public void Measured(ObservedWork work, WorkerVitals vitals) => Change(work, now => now with { Vitals = vitals });

    /// <inheritdoc/>
    public void Timed(ObservedWork work, WorkerSpan span)
    {
        using var recorded = StageSpans.Source.StartActivity(
            span.Name, ActivityKind.Internal, Activity.Current?.Context ?? default, tags: null, links: null, span.Start);
        if (recorded is null)
        {
            return;
        }

        if (span.Error is { } error)
        {
            recorded.SetStatus(ActivityStatusCode.Error, error);
        }

        recorded.SetEndTime(span.Start.UtcDateTime + span.Elapsed);
    }

    /// <inheritdoc/>
    public void Ended(ObservedWork work) => working.TryRemove(work.Experiment, out _);

    private void Change(ObservedWork work, Func<WorkNow, WorkNow> change)
    {
        if (working.TryGetValue(work.Experiment, out var now))
        {
            working[work.Experiment] = change(now);
        }
    }

    private IEnumerable<Reading> Read(Func<WorkNow, double?> value, params Func<WorkNow, string>[] labels) =>
        from item in working
        orderby item.Key
        let read = value(item.Value)
        where read is not null
        select new Reading(read.Value, [item.Key, .. labels.Select(label => label(item.Value))]);

    private sealed record WorkNow(StageWork Work, double? Progress, WorkerVitals? Vitals)
    {
        public string Name => Work.ToString().ToLowerInvariant();
    }
}
