using System.Threading.Channels;

namespace LmmCl.Host.Api.Live;

/// <summary>
/// One reader's queue of events. It is bounded: what a slow reader has no room for is left out here and read from the store.
/// </summary>
internal sealed class LiveReader(Action<LiveReader> leave) : IDisposable
{
    private const int Room = 256;

    private readonly Channel<LiveEvent> queue = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(Room) { SingleReader = true, SingleWriter = true });

    private long newest;

    /// <summary>Sequence number of the newest event that was offered, whether or not there was room.</summary>
    public long Newest => Volatile.Read(ref newest);

    /// <summary>Offers an event; drops it if there is no room.</summary>
    public void Offer(LiveEvent live)
    {
        // Set before the attempt, so that a reader that finds the queue empty sees that an event was dropped.
        Volatile.Write(ref newest, live.Sequence);
        queue.Writer.TryWrite(live);
    }

    /// <summary>The next event that is there; null if none is.</summary>
    public LiveEvent? Take() => queue.Reader.TryRead(out var live) ? live : null;

    /// <summary>Waits for an event.</summary>
    /// <returns>False if none came in time.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        try
        {
            return await queue.Reader.WaitToReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leave(this);
}
