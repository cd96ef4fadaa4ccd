using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Queueing;
using LmmCl.Host.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Queueing;

/// <summary>Gives refused changes of the queue a status: 404 for unknown experiments, 409 for conflicts with the state, else 400.</summary>
internal sealed class QueueProblems(IQueue queue, IEventLog log) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InputException error)
        {
            var status = await StatusAsync(context.HttpContext.Request.RouteValues["id"] as string, error);
            throw new ApiProblem(status, error.Place, error.Problem, error.Fix);
        }
    }

    private async Task<int> StatusAsync(string? experiment, InputException error)
    {
        if (!error.Place.StartsWith("experiment '", StringComparison.Ordinal))
        {
            return StatusCodes.Status400BadRequest;
        }

        return experiment is not null && queue.State.Find(experiment) is null && await log.FindStreamAsync(experiment) is null
            ? StatusCodes.Status404NotFound
            : StatusCodes.Status409Conflict;
    }
}
