using LmmCl.EventStore;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace LmmCl.Host.Metrics;

/// <summary>
/// Exports the metrics once more when the host stops: a receiver of OTLP is sent them every minute, and would miss the end of a run.
/// </summary>
internal sealed class LastExport(MeterProvider metrics, RegistryFollower follower, IEventLog log) : IHostedService
{
    private static readonly TimeSpan timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(timeout);
        try
        {
            var head = await StoreSampler.HeadOfAsync(log, bounded.Token);
            while (follower.Folded < head)
            {
                await Task.Delay(interval, bounded.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or Abstractions.InputException)
        {
            // Export without the last events rather than not at all.
        }

        metrics.ForceFlush((int)timeout.TotalMilliseconds);
    }
}
