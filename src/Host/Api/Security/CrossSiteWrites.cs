using LmmCl.Host.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Security;

/// <summary>
/// Refuses writes that another site's page may have sent through the user's browser. Browsers state where a request comes from, and send a
/// CORS preflight before JSON to another site, which this service never grants.
/// </summary>
internal static class CrossSiteWrites
{
    /// <summary>The problem with a request that writes; null if there is none.</summary>
    public static ProblemBody? FindProblem(HttpRequest request)
    {
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request.Host))
        {
            return Refused("Origin", "A page of another site may not write here.");
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return Refused("Sec-Fetch-Site", "A page of another site may not write here.");
        }

        // The form of the login page cannot send JSON; it changes nothing but the browser's own cookie.
        return request.Path == LoginForm.Path || request.HasJsonContentType()
            ? null
            : ProblemBody.Of(
                StatusCodes.Status415UnsupportedMediaType, "Writing needs a JSON body.", "Content-Type", "Send application/json.");
    }

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var site)
        && site.Authority.Equals(host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);

    private static ProblemBody Refused(string field, string problem) =>
        ProblemBody.Of(StatusCodes.Status403Forbidden, problem, field, "Open the service's own page, or use lmmcl.");
}
