using System.Threading.Channels;
using LmmCl.EventStore;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// Appends a job's spooled events to the shared store while the job runs. A store that cannot be reached delays nothing: what it misses is
/// appended when it is back, or by the host that follows the job.
/// </summary>
/// <param name="spool">The job's spool.</param>
/// <param name="open">Opens the shared store.</param>
/// <param name="say">Receives a sentence when the store is lost or back.</param>
internal sealed class NodeForwarder(JobSpool spool, Func<IEventLog> open, Action<string> say) : IAsyncDisposable
{
    private static readonly TimeSpan betweenAttempts = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan toFinish = TimeSpan.FromSeconds(15);

    // Coalesces pending signals.
    private readonly Channel<bool> told =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource stop = new();
    private Task forwarding = Task.CompletedTask;
    private IEventLog? log;
    private bool lost;

    /// <summary>Starts with what an earlier run of the job may have left.</summary>
    public void Begin()
    {
        More();
        forwarding = Task.Run(ForwardAsync);
    }

    /// <summary>Signals that more events were spooled.</summary>
    public void More() => told.Writer.TryWrite(true);

    /// <summary>Appends the rest if the store can be reached within a short time.</summary>
    public async ValueTask DisposeAsync()
    {
        told.Writer.TryComplete();
        stop.CancelAfter(toFinish);
        await Task.WhenAny(forwarding, Task.Delay(toFinish + betweenAttempts));
        if (log is not null)
        {
            await log.DisposeAsync();
        }

        stop.Dispose();
    }

    private async Task ForwardAsync()
    {
        await foreach (var _ in told.Reader.ReadAllAsync(CancellationToken.None))
        {
            while (!await TryAsync() && !stop.IsCancellationRequested)
            {
                await Task.Delay(betweenAttempts, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TryAsync()
    {
        try
        {
            log ??= open();
            await spool.IngestAsync(log);
            if (lost)
            {
                say("the store is back; it has all events so far");
            }

            lost = false;
            return true;
        }
        catch (Exception error)
        {
            // Any error: the events are safe in the spool, and the job continues.
            if (!lost)
            {
                say($"the store cannot be written, events are kept in the spool: {error.Message}");
            }

            lost = true;
            await CloseAsync();
            return false;
        }
    }

    private async Task CloseAsync()
    {
        var broken = log;
        log = null;
        try
        {
            await (broken?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception)
        {
            // A log that cannot be written may fail to close too.
        }
    }
}
