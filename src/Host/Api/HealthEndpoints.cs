using LmmCl.Host.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary><c>/healthz</c> says that the process lives, <c>/readyz</c> that every part of the service can work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok"))
            .WithSummary("Says that the process lives; needs no token.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapGet("/readyz", ReadyAsync)
            .WithSummary("Says whether store, index, executors, plugins and disk are ready, each by name.")
            .Produces<ReadinessAnswer>().Produces<ReadinessAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(IEnumerable<IReadinessCheck> checks, CancellationToken ct)
    {
        var parts = new List<ReadinessPart>();
        foreach (var check in checks)
        {
            var found = await check.CheckAsync(ct);
            parts.Add(new ReadinessPart(check.Part, found.IsReady, found.Detail));
        }

        var isReady = parts.TrueForAll(part => part.Ready);
        return Results.Json(
            new ReadinessAnswer(isReady, parts), statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The readiness of the service.</summary>
/// <param name="Ready">True if every part is.</param>
/// <param name="Parts">The parts by name.</param>
internal sealed record ReadinessAnswer(bool Ready, IReadOnlyList<ReadinessPart> Parts);

/// <summary>One part of the service.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Ready">True if it can work.</param>
/// <param name="Detail">Its state in words.</param>
internal sealed record ReadinessPart(string Part, bool Ready, string Detail);
