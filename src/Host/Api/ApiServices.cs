using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Api;

/// <summary>Registers the HTTP API.</summary>
internal static class ApiServices
{
    /// <summary>Adds what the endpoints need.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services;

    /// <summary>Maps the endpoints.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/healthz", () => Results.Text("ok"));
}
