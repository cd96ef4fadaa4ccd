using LmmCl.Host.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api;

/// <summary>Documents the errors of endpoints.</summary>
internal static class EndpointProblems
{
    /// <summary>Adds statuses with which an endpoint answers a problem; every one of them may answer 400.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses.Prepend(StatusCodes.Status400BadRequest))
        {
            endpoint.Produces<ProblemBody>(status, ProblemBody.ContentType);
        }

        return endpoint;
    }
}
