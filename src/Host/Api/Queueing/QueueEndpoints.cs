using LmmCl.Abstractions;
using LmmCl.Host.Api.Security;
using LmmCl.Host.Commands;
using LmmCl.Runs.Queueing;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api.Queueing;

/// <summary>The endpoints that read and change the queue. Refusals are answered by <see cref="QueueProblems"/>.</summary>
internal static class QueueEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("queue").AddEndpointFilter<RouteGroupBuilder, QueueProblems>();
        group.MapGet("/queue", Read).WithSummary("The experiments that run, wait, are paused or failed.").Produces<QueueDocument>();
        group.MapPost("/queue", SubmitAsync).WithSummary("Puts an experiment, or the missing experiments of a sweep, into the queue.")
            .Produces<SubmittedDocument>(StatusCodes.Status201Created);
        group.MapPost("/queue/{id}/move", MoveAsync).WithSummary("Gives a waiting experiment another place.").Produces<QueueItem>();
        group.MapPost("/experiments/{id}/pause", PauseAsync).WithSummary("Puts an experiment on hold; a running one saves its state.")
            .Produces<QueueItem>();
        group.MapPost("/experiments/{id}/resume", ResumeAsync).WithSummary("Puts a paused or failed experiment back into the queue.")
            .Produces<QueueItem>();
        group.MapPost("/experiments/{id}/cancel", CancelAsync).WithSummary("Cancels an experiment for good.").Produces<QueueItem>();
    }

    private static JsonHttpResult<QueueDocument> Read(IQueue queue, IRunningExperiments running) =>
        TypedResults.Json(QueueDocument.Of(queue.State, running), QueueJson.Options);

    private static async Task<JsonHttpResult<SubmittedDocument>> SubmitAsync(
        SubmissionBody body, HttpContext context, ApiAccess access, IMediator mediator, IQueue queue, IRunningExperiments running)
    {
        if (body.File is not null && !access.MayNameFiles(context))
        {
            throw new InputException("file", "only programs on the service's machine may name files there.", "Send the text as 'yaml'.");
        }

        // Not cancelled with the request: a client that disconnects must not leave half of a sweep in the queue.
        var submitted = await mediator.Send(new SubmitExperiment(body.File, body.Yaml, body.Priority ?? 0), CancellationToken.None);
        var waiting = queue.State.Waiting;
        var document = new SubmittedDocument(
            submitted.Sweep, [.. submitted.Entries.Select(entry => QueueItem.Of(entry, waiting, running))], submitted.Complete);
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
        TypedResults.Json(QueueItem.Of(entry, queue.State.Waiting, running), QueueJson.Options);
}
