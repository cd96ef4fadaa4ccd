using System.Globalization;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using LmmCl.Runs.Queueing;
using Microsoft.Extensions.DependencyInjection;
using static LmmCl.Host.Metrics.MetricNames;

namespace LmmCl.Host.Metrics;

/// <summary>The instruments that read the service: queue, executors, store, hash chains, disk, plugins and its own process.</summary>
internal sealed class ServiceInstruments
{
    private static readonly QueueStatus[] inQueue = [QueueStatus.Queued, QueueStatus.Running, QueueStatus.Paused];

    private readonly IServiceProvider services;
    private readonly TimeProvider time;

    public ServiceInstruments(
        MetricMeter meter, RegistryFollower follower, StoreSampler store, ChainState chain, TimeProvider time, IServiceProvider services)
    {
        (this.services, this.time) = (services, time);
        meter.Observe(ExecutorBusy, ReadExecutors);
        meter.Observe(QueueLength, ReadQueue);
        meter.Observe(QueueAge, () => services.GetService<IQueue>() is { } queue ? OldestAge(queue) : null);
        meter.Observe(HeadSequence, () => Head(follower, store));
        meter.Observe(ProjectionLag, () => Head(follower, store) - follower.Folded);
        meter.Observe(ChainIntact, () => chain.Last is { } last ? last.FirstBad is null ? 1 : 0 : null);
        meter.Observe(ChainVerified, () => chain.Last?.Sequence);
        meter.Observe(ChainVerifiedAt, () => chain.Last?.At.ToUnixTimeMilliseconds() / 1000.0);
        meter.Observe(StoreSize, () => store.Last?.StoreBytes);
        meter.Observe(DiskFree, () => store.Last?.FreeBytes);
        meter.Observe(DiskSize, () => store.Last?.DiskBytes);
        meter.Observe(PluginState, ReadPlugins);
        meter.Observe(ProcessMemory, () => Environment.WorkingSet);
    }

    /// <summary>The sampled head may be older than what was folded since.</summary>
    private static double? Head(RegistryFollower follower, StoreSampler store) =>
        store.Last is { } sample ? Math.Max(sample.Head, follower.Folded) : null;

    private IEnumerable<Reading> ReadExecutors() =>
        services.GetService<IRunningExperiments>()?.Slots.Select(slot => new Reading(
            slot.Experiment is null ? 0 : 1, slot.Slot.ToString(CultureInfo.InvariantCulture), slot.Device)) ?? [];

    private IEnumerable<Reading> ReadQueue()
    {
        if (services.GetService<IQueue>() is not { } queue)
        {
            return [];
        }

        var open = queue.State.Open;
        return inQueue.Select(status => new Reading(open.Count(entry => entry.Status == status), status.ToString().ToLowerInvariant()));
    }

    private double OldestAge(IQueue queue)
    {
        var waiting = queue.State.Waiting;
        return waiting.Count == 0 ? 0 : Math.Max(0, (time.GetUtcNow() - waiting.Min(entry => entry.SubmittedAt)).TotalSeconds);
    }

    private IEnumerable<Reading> ReadPlugins() =>
        from plugin in services.GetRequiredService<PluginCatalogue>().Entries.DistinctBy(entry => entry.Id)
        from status in Enum.GetValues<PluginStatus>()
        select new Reading(
            plugin.Status == status ? 1 : 0, plugin.Id, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()));
}
