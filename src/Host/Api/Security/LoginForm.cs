using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api.Security;

/// <summary>The page that asks for the token once and exchanges it for a session.</summary>
internal static class LoginForm
{
    /// <summary>Path of the form and of what takes it.</summary>
    public const string Path = "/login";

    private const string Field = "token";

    /// <summary>Maps the form, if the service has a token.</summary>
    public static void Map(IEndpointRouteBuilder routes, ApiAccess access, TimeProvider clock)
    {
        if (access.Token is not { } token)
        {
            return;
        }

        var session = new SessionCookie(token, clock);
        routes.MapGet(Path, context => WriteAsync(context, StatusCodes.Status200OK)).ExcludeFromDescription();
        routes.MapPost(Path, async context =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
            if (form is null || !token.Matches(form[Field].ToString().Trim()))
            {
                await WriteAsync(context, StatusCodes.Status401Unauthorized, "This is not the token of this service.");
                return;
            }

            session.Add(context);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/";
        }).ExcludeFromDescription();
    }

    /// <summary>Answers a browser that has no session.</summary>
    public static Task WriteAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status401Unauthorized);

    private static Task WriteAsync(HttpContext context, int status, string complaint = "")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>LmmCl: log in</title>
            </head>
            <body>
            <main>
            <h1>LmmCl</h1>
            <p role="alert">{complaint}</p>
            <form method="post" action="{Path}">
            <label>Token <input type="password" name="{Field}" autocomplete="current-password" required autofocus></label>
            <button>Log in</button>
            </form>
            </main>
            </body>
            </html>
            """,
            context.RequestAborted);
    }
}
