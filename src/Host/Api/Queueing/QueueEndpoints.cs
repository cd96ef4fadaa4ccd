using System.Net;
using LmmCl.Abstractions;
using LmmCl.Host.Commands;
using LmmCl.Runs.Queueing;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api.Queueing;

/// <summary>The endpoints that read and change the queue. Errors are exceptions, which the API renders.</summary>
internal static class QueueEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/queue", Read).WithTags("queue");
        routes.MapPost("/api/queue", SubmitAsync).WithTags("queue");
        routes.MapPost("/api/queue/{id}/move", MoveAsync).WithTags("queue");
        routes.MapPost("/api/experiments/{id}/pause", PauseAsync).WithTags("queue");
        routes.MapPost("/api/experiments/{id}/resume", ResumeAsync).WithTags("queue");
        routes.MapPost("/api/experiments/{id}/cancel", CancelAsync).WithTags("queue");
    }

    private static JsonHttpResult<QueueDocument> Read(IQueue queue, IRunningExperiments running) =>
        TypedResults.Json(QueueDocument.Of(queue.State, running), QueueJson.Options);

    private static async Task<JsonHttpResult<SubmittedDocument>> SubmitAsync(
        SubmissionBody body, HttpContext context, IMediator mediator, IQueue queue, IRunningExperiments running)
    {
        if (body.File is not null && !IsLocal(context))
        {
            throw new InputException("file", "only programs on the service's machine may name files there.", "Send the text as 'yaml'.");
        }

        // A caller that hangs up must not leave half of a sweep.
        var submitted = await mediator.Send(new SubmitExperiment(body.File, body.Yaml, body.Priority ?? 0), CancellationToken.None);
        var state = queue.State;
        var document = new SubmittedDocument(
            submitted.Sweep, [.. submitted.Entries.Select(entry => QueueItem.Of(entry, state, running))], submitted.Complete);
        return TypedResults.Json(document, QueueJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<QueueItem>> MoveAsync(
        string id, MoveBody body, IMediator mediator, IQueue queue, IRunningExperiments running) =>
        Item(await mediator.Send(new MoveExperiment(id, body.Before, body.Priority)), queue, running);

    private static async Task<JsonHttpResult<QueueItem>> PauseAsync(
        string id, ReasonBody? body, IMediator mediator, IQueue queue, IRunningExperiments running) =>
        Item(await mediator.Send(new PauseExperiment(id, body?.Reason)), queue, running);

    private static async Task<JsonHttpResult<QueueItem>> ResumeAsync(
        string id, IMediator mediator, IQueue queue, IRunningExperiments running) =>
        Item(await mediator.Send(new ResumeExperiment(id)), queue, running);

    private static async Task<JsonHttpResult<QueueItem>> CancelAsync(
        string id, ReasonBody? body, IMediator mediator, IQueue queue, IRunningExperiments running) =>
        Item(await mediator.Send(new CancelExperiment(id, body?.Reason)), queue, running);

    private static JsonHttpResult<QueueItem> Item(QueueEntry entry, IQueue queue, IRunningExperiments running) =>
        TypedResults.Json(QueueItem.Of(entry, queue.State, running), QueueJson.Options);

    /// <summary>True for a program of this machine, and not a proxy that speaks for one elsewhere.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } caller
        && IPAddress.IsLoopback(caller)
        && !context.Request.Headers.Keys.Any(name =>
            name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
}
