using System.Globalization;
using LmmCl.Host.Composition;
using LmmCl.Host.Metrics;
using LmmCl.Modeling.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Service;

/// <summary>The web application behind <c>lmmcl run --metrics-port</c>: a host's services, and nothing but the metrics on a port.</summary>
internal static class MetricsApplication
{
    /// <summary>Builds the application, which listens on loopback only; the caller starts it and disposes of it.</summary>
    public static WebApplication Build(HostSettings options, int port)
    {
        DurableFolder.Create(options.Runs);
        var builder = WebApplication.CreateSlimBuilder();

        // The console belongs to the run's progress.
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://{ServeOptions.Loopback}:{port}"));
        builder.Services.AddHost(options).AddExperimentMetrics(builder.Configuration);
        var application = builder.Build();
        application.MapMetrics();
        return application;
    }
}
