using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Composition;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Metrics;

/// <summary>Looks at the store and the disk every few seconds, so that scrapes need not.</summary>
internal sealed class StoreSampler(
    IEventLog log,
    HostSettings options,
    MetricSettings settings,
    ExperimentRegistry registry,
    TimeProvider time,
    ILogger<StoreSampler> logger) : BackgroundService
{
    private volatile Sample? last;

    /// <summary>The last look; null before the first.</summary>
    public Sample? Last => last;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(settings.SampleEvery, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
                registry.Prune();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    /// <summary>Returns the sequence number of a log's last event: numbers have no gaps, and every event is in one stream.</summary>
    public static async Task<long> HeadOfAsync(IEventLog log, CancellationToken ct) =>
        (await log.ListStreamsAsync(ct)).Sum(stream => stream.Version);

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var head = await HeadOfAsync(log, ct);
            var disk = new DriveInfo(options.Runs);
            last = new Sample(head, StoreSize(), disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            logger.LogWarning(error, "The store or its disk cannot be looked at now");
        }
    }

    private long? StoreSize() => EventLogs.IsAddress(options.Store)
        ? null
        : ((string[])["", "-wal", "-shm"])
            .Select(suffix => new FileInfo(options.Store + suffix))
            .Where(file => file.Exists)
            .Sum(file => file.Length);

    /// <summary>The figures of one sample.</summary>
    /// <param name="Head">Sequence number of the last event.</param>
    /// <param name="StoreBytes">Size of the store's files; null for a database.</param>
    /// <param name="FreeBytes">Free space.</param>
    /// <param name="DiskBytes">Size of the disk.</param>
    internal sealed record Sample(long Head, long? StoreBytes, long FreeBytes, long DiskBytes);
}
