using LmmCl.Host.Api;
using LmmCl.Host.Api.Queueing;
using LmmCl.Host.Api.Security;
using LmmCl.Host.Composition;
using LmmCl.Host.Metrics;
using LmmCl.Host.Queue;
using LmmCl.Modeling.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmmCl.Host.Service;

/// <summary>The web application behind <c>lmmcl serve</c>: the queue, the API, the page and the metrics on one port.</summary>
internal static class ServiceApplication
{
    /// <summary>Builds the application; the caller starts it and disposes of it.</summary>
    public static WebApplication Build(HostSettings options, ServeOptions serve, QueueSettings queue)
    {
        var access = serve.Access;
        DurableFolder.Create(options.Runs);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });

        // Settings come from the command line, the runs folder and the environment, never from a file in the working folder.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddEnvironmentVariables();
        ServiceLogging.Configure(builder.Logging);
        builder.WebHost.ConfigureKestrel(server => ConnectionLimits.Apply(server, access, serve.Port));
        builder.Services
            .AddSingleton(serve)
            .AddSingleton(access)
            .AddHost(options)
            .AddQueue(queue)
            .AddExperimentMetrics(builder.Configuration)
            .AddApi();
        var application = builder.Build();
        application.UseApi();
        application.MapApi();
        application.MapQueue();
        application.MapMetrics();
        return application;
    }
}
