using System.Collections.Concurrent;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Events;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Slurm;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Queue;

/// <summary>
/// Follows the sweeps that have cluster jobs, including those that another host submits meanwhile. Several hosts may follow one sweep.
/// </summary>
internal sealed class ClusterFollower(IEventLog log, ClusterJobs jobs, TimeProvider time, ILogger<ClusterFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan afterFault = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Task> followed = new(StringComparer.Ordinal);

    // A stream that is over is read again only when something was appended to it.
    private readonly ConcurrentDictionary<string, long> over = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(followed.Values);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            foreach (var head in await log.ListJobStreamsAsync(ct))
            {
                var sweep = JobStreams.SweepOf(head.Stream);
                if (followed.GetValueOrDefault(sweep) is null or { IsCompleted: true } && over.GetValueOrDefault(sweep) != head.Version)
                {
                    followed[sweep] = FollowAsync(new JobStream(log, sweep), ct);
                }
            }
        }
        catch (InputException error)
        {
            logger.LogWarning("The sweeps on the cluster cannot be listed now: {Error}", error.Message);
        }
    }

    private async Task FollowAsync(JobStream stream, CancellationToken ct)
    {
        try
        {
            var state = await stream.ReadAsync(ct);
            if (!state.IsOver)
            {
                logger.LogInformation("{Sweep} is with the cluster; the service follows its jobs", stream.Sweep);
                state = await jobs.FollowAsync(stream, new LoggedWaiting(logger), ct);
            }

            over[stream.Sweep] = state.Events;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The jobs go on.
        }
        catch (InputException error)
        {
            logger.LogError("The jobs of {Sweep} cannot be followed: {Error}", stream.Sweep, error.Message);
            await Task.Delay(afterFault, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
