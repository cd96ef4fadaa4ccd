using System.Globalization;
using LmmCl.Host.Api;
using LmmCl.Host.Api.Queueing;
using LmmCl.Host.Composition;
using LmmCl.Host.Metrics;
using LmmCl.Host.Queue;
using LmmCl.Modeling.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Service;

/// <summary>The web application behind <c>lmmcl serve</c>: the queue, the API, the page and the metrics on one port.</summary>
internal static class ServiceApplication
{
    /// <summary>Builds the application; the caller starts it and disposes of it.</summary>
    public static WebApplication Build(HostSettings options, ServeOptions serve, QueueSettings queue)
    {
        DurableFolder.Create(options.Runs);
        var builder = WebApplication.CreateSlimBuilder();
        ServiceLogging.Configure(builder.Logging);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://{serve.Address}:{serve.Port}"));
        builder.Services
            .AddSingleton(serve)
            .AddHost(options)
            .AddQueue(queue)
            .AddExperimentMetrics(builder.Configuration)
            .AddApi();
        var application = builder.Build();
        application.MapApi();
        application.MapQueue();
        application.MapMetrics();
        return application;
    }
}
