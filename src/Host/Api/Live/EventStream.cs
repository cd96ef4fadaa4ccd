using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using LmmCl.EventStore;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Live;

/// <summary>Writes events to one reader as Server-Sent Events: those of the store first, then new ones, none left out.</summary>
/// <param name="log">Where a reader that fell behind reads on.</param>
/// <param name="reader">New events.</param>
/// <param name="experiment">The only experiment whose events are sent; null for all.</param>
/// <param name="response">Where they are written.</param>
internal sealed class EventStream(IEventLog log, LiveReader reader, string? experiment, HttpResponse response)
{
    private const int MostUnsent = 64 << 10;

    private static readonly TimeSpan betweenHeartbeats = TimeSpan.FromSeconds(15);

    private readonly PipeWriter output = response.BodyWriter;
    private long last;
    private int unsent;

    /// <summary>Writes every event after a sequence number until the reader leaves or the service stops.</summary>
    public async Task WriteAsync(long after, CancellationToken ct)
    {
        last = after;
        Begin();
        await WriteStoredAsync(ct);
        while (!ct.IsCancellationRequested)
        {
            if (!await WriteQueuedAsync(ct) || reader.Newest > last)
            {
                await WriteStoredAsync(ct);
            }
            else if (!await reader.WaitAsync(betweenHeartbeats, ct))
            {
                output.Write(": heartbeat\n\n"u8);
                await output.FlushAsync(ct);
            }
        }
    }

    /// <summary>Sets the headers, and tells the browser how soon to come back, and from where.</summary>
    private void Begin()
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        output.Write(Encoding.UTF8.GetBytes($"retry: 2000\nid: {last}\n\n"));
    }

    /// <summary>Writes the events that wait in the queue.</summary>
    /// <returns>False if some are missing between the last one written and the next one queued.</returns>
    private async Task<bool> WriteQueuedAsync(CancellationToken ct)
    {
        while (reader.Take() is { } live)
        {
            // The log's sequence numbers have no gaps.
            if (live.Sequence > last + 1)
            {
                return false;
            }

            if (live.Sequence == last + 1)
            {
                await WriteAsync(live, ct);
            }
        }

        await FlushAsync(ct);
        return true;
    }

    private async Task WriteStoredAsync(CancellationToken ct)
    {
        await foreach (var stored in log.ReadAllAsync(last, ct))
        {
            await WriteAsync(new LiveEvent(stored), ct);
        }

        await FlushAsync(ct);
    }

    private async Task WriteAsync(LiveEvent live, CancellationToken ct)
    {
        last = live.Sequence;
        if (experiment is not null && live.Stream != experiment)
        {
            return;
        }

        output.Write(live.Message.Span);
        unsent += live.Message.Length;
        if (unsent > MostUnsent)
        {
            await FlushAsync(ct);
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await output.FlushAsync(ct);
        unsent = 0;
    }
}
