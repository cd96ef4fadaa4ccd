using System.Security.Cryptography;
using LmmCl.Reports.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LmmCl.Host.Api;

/// <summary>The live page and its two assets, from the program itself.</summary>
internal static class PageEndpoints
{
    private static readonly (string Path, string Asset, string ContentType)[] served =
    [
        ("/", PageAssets.Document, "text/html; charset=utf-8"),
        ("/assets/page.js", PageAssets.Script, "text/javascript; charset=utf-8"),
        ("/assets/page.css", PageAssets.Style, "text/css; charset=utf-8"),
    ];

    /// <summary>Maps the page.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, asset, contentType) in served)
        {
            var content = PageAssets.Read(asset);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            routes.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(content, contentType, entityTag: tag);
            }).ExcludeFromDescription();
        }
    }
}
