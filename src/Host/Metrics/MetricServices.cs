using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Metrics;

/// <summary>Registers the metrics and their endpoint.</summary>
internal static class MetricServices
{
    /// <summary>Adds the instruments and their exporters.</summary>
    public static IServiceCollection AddExperimentMetrics(this IServiceCollection services) => services;

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
    }
}
