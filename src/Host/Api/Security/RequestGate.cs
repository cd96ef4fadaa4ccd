using LmmCl.Host.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Security;

/// <summary>
/// Refuses requests before any endpoint sees them: bodies that are too large, names of other machines (DNS rebinding), callers without the
/// token, and writes that another site's page sent.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, ApiAccess access, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    private readonly SessionCookie? session = access.Token is { } token ? new(token, clock) : null;

    /// <summary>Passes the request on, or answers it with a problem.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (FindProblem(request) is { } problem)
        {
            return problem.WriteAsync(context);
        }

        if (IsAllowed(request))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = Scheme.TrimEnd();
        return HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? LoginForm.WriteAsync(context)
            : ProblemBody.Of(
                StatusCodes.Status401Unauthorized,
                "This service needs its token.",
                "Authorization",
                "Send 'Authorization: Bearer TOKEN', or open the page in a browser and log in.").WriteAsync(context);
    }

    private ProblemBody? FindProblem(HttpRequest request)
    {
        if (request.ContentLength > ConnectionLimits.Body)
        {
            return ProblemBody.Of(StatusCodes.Status413PayloadTooLarge, "The body is too large.", "body", "Send at most 1 MB.");
        }

        if (access.ChecksHost && !IsThisMachine(request.Host.Host))
        {
            return ProblemBody.Of(
                StatusCodes.Status400BadRequest,
                "This service answers to the names of this machine only.",
                "Host",
                "Use localhost or 127.0.0.1. For other names, start it with --listen or --behind-proxy.");
        }

        return IsWrite(request.Method) ? CrossSiteWrites.FindProblem(request) : null;
    }

    private bool IsThisMachine(string host) =>
        host is "127.0.0.1" or "[::1]"
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host == access.Address.ToString();

    private bool IsAllowed(HttpRequest request)
    {
        if (access.Token is not { } token || request.Path == "/healthz" || request.Path == LoginForm.Path)
        {
            return true;
        }

        var header = request.Headers.Authorization.ToString();
        return (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && token.Matches(header[Scheme.Length..].Trim()))
            || session!.IsValid(request);
    }

    private static bool IsWrite(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}
