using LmmCl.Host.Api.Recorded;
using Microsoft.AspNetCore.Http;

namespace LmmCl.Host.Api;

/// <summary>
/// Tags of answers that are computed from events. The hash of an experiment's last event stands for all before it; the program is a part of
/// the tag, because another version may write the answer differently.
/// </summary>
internal static class EntityTags
{
    private const int HashDigits = 16;

    private static readonly string program = typeof(EntityTags).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>The tag of what is computed from an experiment's events up to one of them.</summary>
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
