using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LmmCl.EventStore;
using LmmCl.Host.Api.Live;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace LmmCl.Host.Api;

/// <summary><c>/api/events</c>: in pages, and live.</summary>
internal static class EventEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/events", ListAsync)
            .WithSummary("Lists events in the order of the log, with their hashes.")
            .Produces<IReadOnlyList<EventItem>>().Fails(StatusCodes.Status404NotFound);
        api.MapGet("/events/stream", StreamAsync)
            .WithSummary("Sends events as they are recorded (Server-Sent Events); Last-Event-ID or after resumes without a gap.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ListAsync(
        ExperimentIndex index, IEventLog log, CancellationToken ct, long? after = null, int? limit = null, string? experiment = null)
    {
        var (start, size) = (PageBounds.After(after), PageBounds.Limit(limit));
        var events = experiment is null
            ? log.ReadAllAsync(start, ct)
            : log.ReadStreamAsync(index.Require(experiment).Name, index.VersionAfter(experiment, start), ct);
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        var count = 0;
        await foreach (var stored in events)
        {
            EventJson.Write(writer, stored);
            if (++count == size)
            {
                break;
            }
        }

        writer.WriteEndArray();
        await writer.FlushAsync(ct);
        return Results.Bytes(buffer.WrittenMemory, "application/json; charset=utf-8");
    }

    private static async Task StreamAsync(
        HttpContext context,
        ExperimentIndex index,
        EventHub hub,
        IEventLog log,
        IHostApplicationLifetime service,
        long? after = null,
        string? experiment = null)
    {
        if (experiment is not null)
        {
            index.Require(experiment);
        }

        var seen = PageBounds.After(LastSeen(context.Request.Headers["Last-Event-ID"]) ?? after ?? index.Head);
        using var reader = hub.TryAdd() ?? throw new ApiProblem(
            StatusCodes.Status503ServiceUnavailable,
            null,
            $"{EventHub.MostReaders} readers are connected.",
            "Close some pages, then try again.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, service.ApplicationStopping);
        try
        {
            var start = await StartAsync(log, index, seen, end.Token);
            await new EventStream(log, reader, experiment, context.Response).WriteAsync(start, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client disconnected, or the service is stopping; the client reconnects with the id of its last event.
        }
    }

    /// <summary>Returns the position to resume after; an id beyond the end, as of a store that was replaced, counts as the end.</summary>
    private static async Task<long> StartAsync(IEventLog log, ExperimentIndex index, long seen, CancellationToken ct)
    {
        if (seen > index.Head)
        {
            // The client may already have received events from the log that the index has not applied yet.
            await foreach (var _ in log.ReadAllAsync(seen - 1, ct))
            {
                return seen;
            }
        }

        return Math.Min(seen, index.Head);
    }

    private static long? LastSeen(StringValues header) => header.ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => sequence,
        var text => throw ApiProblem.Parameter("Last-Event-ID", $"'{text}' is not an event id.", "Send the id of the last event seen."),
    };
}

/// <summary>An event.</summary>
/// <param name="Sequence">Position in the whole log.</param>
/// <param name="Stream">Name of its stream: the experiment.</param>
/// <param name="Version">Position in the stream.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">Name of the event kind.</param>
/// <param name="Hash">Hash of the event and all before it in the stream.</param>
/// <param name="Data">The event itself.</param>
internal sealed record EventItem(
    long Sequence, string Stream, long Version, DateTimeOffset At, string Kind, string Hash, JsonElement Data);
