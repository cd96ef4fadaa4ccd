using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Host.Api.Recorded;
using LmmCl.Host.Composition;
using LmmCl.Host.Metrics;
using LmmCl.Plugins;
using LmmCl.Plugins.Manifests;
using LmmCl.Runs.Queueing;
using static System.FormattableString;

namespace LmmCl.Host.Api;

/// <summary>Checks that the store can be read and accepts appends.</summary>
internal sealed class StoreReadiness(IEventLog log) : IReadinessCheck
{
    // No experiment has this name. Appending no events to it opens a write transaction and leaves no trace.
    private const string Probe = "readiness:probe";

    /// <inheritdoc/>
    public string Part => "store";

    /// <inheritdoc/>
    public async ValueTask<Readiness> CheckAsync(CancellationToken ct)
    {
        try
        {
            var streams = await log.ListStreamsAsync(ct);
            await log.AppendAsync(streams.Count == 0 ? Probe : streams[0].Stream, ExpectedVersion.Any, [], ct);
            return new(true, Invariant($"{streams.Count} streams can be read and written"));
        }
        catch (Exception error) when (error is InputException or IOException)
        {
            return new(false, error.Message);
        }
    }
}

/// <summary>Checks that the index contains all events recorded before the start.</summary>
internal sealed class IndexReadiness(ExperimentIndex index) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Part => "index";

    /// <inheritdoc/>
    public ValueTask<Readiness> CheckAsync(CancellationToken ct) => ValueTask.FromResult(
        index.Fault is { } fault ? new Readiness(false, fault)
        : index.Complete.IsCompleted ? new Readiness(true, Invariant($"events up to {index.Head} are known"))
        : new Readiness(false, Invariant($"it is being built: {index.Head} events so far")));
}

/// <summary>Checks that there are slots to run experiments in.</summary>
internal sealed class ExecutorReadiness(IRunningExperiments running) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Part => "executors";

    /// <inheritdoc/>
    public ValueTask<Readiness> CheckAsync(CancellationToken ct)
    {
        var (all, busy) = (running.Slots.Count, running.Slots.Count(slot => slot.Experiment is not null));
        return ValueTask.FromResult(new Readiness(all > 0, Invariant($"{busy} of {all} slots are busy")));
    }
}

/// <summary>Checks that the metrics include all events recorded before the start.</summary>
internal sealed class MetricReadiness(MetricsReadiness metrics) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Part => "metrics";

    /// <inheritdoc/>
    public ValueTask<Readiness> CheckAsync(CancellationToken ct) => ValueTask.FromResult(new Readiness(
        metrics.IsReady, Invariant($"{metrics.Folded} events are in the metrics")));
}

/// <summary>Checks that there is a method to train with.</summary>
internal sealed class PluginReadiness(PluginCatalogue catalogue) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Part => "plugins";

    /// <inheritdoc/>
    public ValueTask<Readiness> CheckAsync(CancellationToken ct)
    {
        var usable = catalogue.Entries.Count(entry => entry.Status == PluginStatus.Active);
        var others = catalogue.Entries.Where(entry => entry.Status != PluginStatus.Active).Select(entry => $"{entry.Id} is {entry.Status}");
        return ValueTask.FromResult(new Readiness(
            usable > 0, string.Join("; ", others.Prepend(Invariant($"{usable} can be used")))));
    }
}

/// <summary>Checks that the folder of runs has room for states and checkpoints.</summary>
internal sealed class DiskReadiness(HostSettings options) : IReadinessCheck
{
    private const long Least = 512L << 20;
    private const double Megabyte = 1 << 20;

    /// <inheritdoc/>
    public string Part => "disk";

    /// <inheritdoc/>
    public ValueTask<Readiness> CheckAsync(CancellationToken ct)
    {
        try
        {
            var free = new DriveInfo(options.Runs).AvailableFreeSpace;
            return ValueTask.FromResult(new Readiness(
                free >= Least,
                Invariant($"{free / Megabyte:0} MB free in the folder of runs, {Least / Megabyte:0} are needed")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ValueTask.FromResult(new Readiness(false, error.Message));
        }
    }
}
