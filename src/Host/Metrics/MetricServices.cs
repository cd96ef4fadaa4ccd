using LmmCl.EventStore;
using LmmCl.Runs.Workers;
using LmmCl.Training;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LmmCl.Host.Metrics;

/// <summary>Registers the metrics, the traces and their exporters.</summary>
internal static class MetricServices
{
    private const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // The largest metric has a series for each benchmark of each stage of each experiment.
    private const int MostSeries = 100_000;

    /// <summary>Adds the instruments and their exporters to the services of a host, whose log is measured from then on.</summary>
    public static IServiceCollection AddExperimentMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = MetricSettings.From(configuration);
        services
            .AddSingleton(settings)
            .AddSingleton<MetricMeter>()
            .AddSingleton<ExperimentRegistry>()
            .AddSingleton<TrainingSteps>()
            .AddSingleton<AppendInstruments>()
            .AddSingleton<CommandInstruments>()
            .AddSingleton<ExperimentInstruments>()
            .AddSingleton<ScoreInstruments>()
            .AddSingleton<ServiceInstruments>()
            .AddSingleton<WorkerInstruments>()
            .AddSingleton<IWorkerObserver>(provider => provider.GetRequiredService<WorkerInstruments>())
            .AddSingleton<MetricsReadiness>()
            .AddBackground<RegistryFollower>()
            .AddBackground<StoreSampler>()
            .AddBackground<ChainState>()
            .AddHostedService<Instruments>()
            // Services stop in reverse order: the figures are exported before what they are read from ends.
            .AddHostedService<LastExport>();
        // First of the behaviours, so that it times what the others do, too.
        services.Insert(0, ServiceDescriptor.Transient(typeof(IPipelineBehavior<,>), typeof(ObservedCommands<,>)));
        MeasureLog(services);
        Export(services, settings);
        return services;
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint();

    private static IServiceCollection AddBackground<T>(this IServiceCollection services)
        where T : BackgroundService =>
        services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());

    private static void MeasureLog(IServiceCollection services)
    {
        var plain = services.Last(service => service.ServiceType == typeof(IEventLog));
        services.Replace(ServiceDescriptor.Singleton<IEventLog>(provider => new MeasuredLog(
            (IEventLog)plain.ImplementationFactory!(provider), provider.GetRequiredService<AppendInstruments>())));
    }

    private static void Export(IServiceCollection services, MetricSettings settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("lmmcl"))
            .WithMetrics(metrics => metrics
                .AddMeter(StageSpans.SourceName)
                .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
                .AddPrometheusExporter(options => options.ScopeInfoEnabled = false))
            .WithTracing(traces => traces.AddSource(StageSpans.SourceName));
        if (settings.OtlpEndpoint is { } endpoint)
        {
            telemetry.UseOtlpExporter(OtlpExportProtocol.Grpc, endpoint);
        }
        else if (Environment.GetEnvironmentVariable(OtlpVariable) is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Creates the instruments when the service starts, and before it follows the log.</summary>
    private sealed class Instruments(
        ExperimentInstruments experiments, ScoreInstruments scores, ServiceInstruments service, WorkerInstruments workers) : IHostedService
    {
        /// <inheritdoc/>
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = (experiments, scores, service, workers);
            return Task.CompletedTask;
        }

        /// <inheritdoc/>
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
