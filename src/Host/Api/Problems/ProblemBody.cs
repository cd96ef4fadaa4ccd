using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LmmCl.Host.Api.Problems;

/// <summary>The body of every error (RFC 9457), written as <c>application/problem+json</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Detail">What is wrong.</param>
/// <param name="Field">The parameter, header or recorded file at fault.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ProblemBody(int Status, string Title, string Detail, string? Field, string? Fix)
{
    /// <summary>Media type of errors.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The body for a status.</summary>
    public static ProblemBody Of(int status, string detail, string? field = null, string? fix = null) =>
        new(status, ReasonPhrases.GetReasonPhrase(status), detail, field, fix);

    /// <summary>Writes the answer.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(this, options, ContentType, context.RequestAborted);
    }
}
