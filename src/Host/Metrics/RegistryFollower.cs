using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Metrics;

/// <summary>Folds the log into the registry: first all that is there, then every new event, whichever process appends it.</summary>
internal sealed class RegistryFollower(IEventLog log, ExperimentRegistry registry, TrainingSteps steps, ILogger<RegistryFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan afterFault = TimeSpan.FromSeconds(5);

    private long folded;

    /// <summary>Sequence number of the last event folded.</summary>
    public long Folded => Volatile.Read(ref folded);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The service continues; the lag shows that the metrics are stale.
                logger.LogError(error, "Metrics stop at sequence {Sequence}; trying again", Folded);
                await Task.Delay(afterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        await foreach (var stored in log.ReadAllAsync(Folded, ct))
        {
            await TakeAsync(stored, isNew: registry.IsReady, ct);
        }

        if (!registry.IsReady)
        {
            registry.Ready();
        }

        await foreach (var stored in log.FollowAsync(Folded, ct))
        {
            await TakeAsync(stored, isNew: true, ct);
        }
    }

    private async Task TakeAsync(StoredEvent stored, bool isNew, CancellationToken ct)
    {
        if (StreamNames.IsExperiment(stored.Stream))
        {
            // Fold the earlier events of an experiment that had left: a scrape must show all of it or nothing.
            if (isNew && registry.HasLeft(stored.Stream, stored.Version))
            {
                await foreach (var before in log.ReadStreamAsync(stored.Stream, 1, ct))
                {
                    if (before.Version >= stored.Version)
                    {
                        break;
                    }

                    Apply(before, isNew: false);
                }
            }

            Apply(stored, isNew);
        }

        Volatile.Write(ref folded, stored.Sequence);
    }

    private void Apply(StoredEvent stored, bool isNew)
    {
        try
        {
            var recorded = new RecordedEvent(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode());
            registry.Apply(stored.Stream, recorded, isNew ? steps.Took : (_, _) => { });
        }
        catch (UnknownEventTypeException unknown)
        {
            logger.LogWarning("Metrics leave out an event: {Reason}", unknown.Message);
        }
    }
}
