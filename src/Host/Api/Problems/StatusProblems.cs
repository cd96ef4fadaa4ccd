using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Problems;

/// <summary>Bodies for errors that the framework answers with a status alone: unknown routes, wrong methods.</summary>
internal static class StatusProblems
{
    /// <summary>Writes the body for the status of the response.</summary>
    public static Task WriteAsync(HttpContext context) => Of(context).WriteAsync(context);

    private static ProblemBody Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemBody.Of(
            StatusCodes.Status404NotFound, "There is nothing at this address.", "path", "See /openapi/v1.json for what there is."),
        StatusCodes.Status405MethodNotAllowed => ProblemBody.Of(
            StatusCodes.Status405MethodNotAllowed,
            $"{context.Request.Method} is not possible here.",
            "method",
            $"Use {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => ProblemBody.Of(
            StatusCodes.Status415UnsupportedMediaType, "The body is not JSON.", "Content-Type", "Send application/json."),
        var status => ProblemBody.Of(status, "The request was refused."),
    };
}
