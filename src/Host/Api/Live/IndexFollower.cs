using LmmCl.EventStore;
using LmmCl.Host.Api.Recorded;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Api.Live;

/// <summary>Follows the log for the whole service: every event goes into the index, then to the readers.</summary>
internal sealed partial class IndexFollower(
    IEventLog log, ExperimentIndex index, EventHub hub, ILogger<IndexFollower> logger) : BackgroundService
{
    private static readonly TimeSpan betweenAttempts = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeAllAsync(log.ReadAllAsync(index.Head, stoppingToken));
                index.Fault = null;
                index.SetComplete();
                await TakeAllAsync(log.FollowAsync(index.Head, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception unreadable) when (unreadable is not ObjectDisposedException)
            {
                // The store may only be unavailable for now, such as a restarting database: retry, and let /readyz report it.
                index.Fault = unreadable.Message;
                LogUnreadable(unreadable);
                await Task.Delay(betweenAttempts, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TakeAllAsync(IAsyncEnumerable<StoredEvent> events)
    {
        await foreach (var stored in events)
        {
            index.Apply(stored);
            hub.Publish(stored);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The event store cannot be read; trying again.")]
    private partial void LogUnreadable(Exception error);
}
