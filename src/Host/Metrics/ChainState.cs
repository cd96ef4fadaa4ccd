using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Metrics;

/// <summary>Verifies the hash chains while the service runs: once from the first event, then what is new.</summary>
internal sealed class ChainState(IEventLog log, MetricSettings settings, TimeProvider time, ILogger<ChainState> logger) : BackgroundService
{
    private readonly ChainFollower follower = new(log);
    private volatile Verified? last;

    /// <summary>The last verification; null before the first.</summary>
    public Verified? Last => last;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(settings.VerifyEvery, time);
        try
        {
            do
            {
                await VerifyAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private async Task VerifyAsync(CancellationToken ct)
    {
        try
        {
            var found = await follower.VerifyNewAsync(ct);
            if (found.FirstBad is { } bad && last?.FirstBad is null)
            {
                logger.LogError("The event log was altered: {Position}", bad);
            }

            last = new Verified(follower.Sequence, found.FirstBad, time.GetUtcNow());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The time of the last verification shows that there was none.
            logger.LogWarning(error, "The hash chains cannot be verified now");
        }
    }

    /// <summary>A verification.</summary>
    /// <param name="Sequence">Sequence number of the last event verified.</param>
    /// <param name="FirstBad">The first bad position; null if every chain holds.</param>
    /// <param name="At">Time of the verification.</param>
    internal sealed record Verified(long Sequence, BadPosition? FirstBad, DateTimeOffset At);
}
