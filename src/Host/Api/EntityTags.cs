using LmmCl.Host.Api.Recorded;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api;

/// <summary>
/// ETags of responses computed from events. The hash of an experiment's last event covers all earlier ones; the program's build is part of
/// the tag, because another build may write the response differently.
/// </summary>
internal static class EntityTags
{
    private const int HashDigits = 16;

    private static readonly string program = typeof(EntityTags).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>The tag of a response computed from an experiment's events up to a head.</summary>
    public static string Of(IndexedHead head) => $"\"{head.Sequence}-{head.Hash[..HashDigits]}-{program}\"";

    /// <summary>Answers JSON with its tag, or 304 without computing it if the caller has it.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, string tag, Func<Task<byte[]>> compute)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ETag = tag;
        var known = context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries);
        return known.Contains(tag) || known.Contains("W/" + tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(await compute(), "application/json; charset=utf-8");
    }
}
