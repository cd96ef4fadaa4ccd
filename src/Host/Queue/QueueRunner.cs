using LmmCl.Host.Composition;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Queue;

/// <summary>Runs the experiments of the queue over the slots while the service runs; goes on where an earlier service ended.</summary>
internal sealed class QueueRunner(
    ExperimentQueue queue,
    Slots slots,
    QueueRecovery recovery,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILogger<QueueRunner> logger) : BackgroundService
{
    /// <summary>The longest that running experiments take to save their state and stop.</summary>
    public static TimeSpan ToStop { get; } = WorkerTimeouts.Save + TimeSpan.FromSeconds(5);

    /// <summary>Reads the queue before anything else of the service starts.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await queue.OpenAsync(cancellationToken);
        await recovery.RecoverAsync(cancellationToken);

        // Other parts of the service may take time to stop; the state is saved meanwhile.
        lifetime.ApplicationStopping.Register(() => _ = SaveAsync());
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(slots.All.Select(slot => Task.Run(() => ServeAsync(slot, stop.Token), CancellationToken.None)));
    }

    private async Task ServeAsync(Slot slot, CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var run = ActivatorUtilities.CreateInstance<SlotRun>(scope.ServiceProvider, slot);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var state = queue.State;
                var taken = false;
                foreach (var entry in state.Waiting)
                {
                    taken = taken || await run.TryAsync(entry, stopping);
                }

                if (!taken)
                {
                    await queue.ChangedAsync(state, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service is stopping.
        }
    }

    private async Task SaveAsync()
    {
        var running = slots.All.Select(slot => slot.State.Experiment).OfType<string>().ToList();
        if (running.Count > 0)
        {
            logger.LogInformation(
                "Saving the state of {Experiments}; this takes at most {Seconds:0} s", string.Join(", ", running), ToStop.TotalSeconds);
            await slots.StopAllAsync("the service was stopped");
            logger.LogInformation("Saved; the next service goes on where this one stopped");
        }
    }
}
