using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api.Security;

/// <summary>Headers that tell a browser what the service's answers may do.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Everything comes from the service itself; no script is written into the page, so text of a model can never become one.
    /// </summary>
    public const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the headers to the response.</summary>
    public static void Add(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
