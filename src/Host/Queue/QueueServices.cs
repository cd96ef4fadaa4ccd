using LmmCl.EventStore;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Runs;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Queueing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmmCl.Host.Queue;

/// <summary>Registers the queue of experiments.</summary>
internal static class QueueServices
{
    /// <summary>Adds the queue and what takes experiments from it.</summary>
    /// <param name="services">The services of a host.</param>
    /// <param name="settings">Settings of the queue.</param>
    public static IServiceCollection AddQueue(this IServiceCollection services, QueueSettings settings) =>
        services
            .AddSingleton(settings)
            .AddSingleton(provider => new ExperimentQueue(provider.GetRequiredService<IEventLog>(), settings.Queue))
            .AddSingleton<PlanCheck>()
            .AddSingleton<IQueue>(provider => provider.GetRequiredService<ExperimentQueue>())
            .AddSingleton<Slots>()
            .AddSingleton<IRunningExperiments>(provider => provider.GetRequiredService<Slots>())
            .AddSingleton(provider => new Submissions(provider.GetRequiredService<RunOptions>().Runs))
            .AddSingleton<Cancellation>()
            .AddSingleton<QueueRecovery>()
            .AddScoped<CurrentProgress>()
            .AddScoped<IWorkProgress>(provider => provider.GetRequiredService<CurrentProgress>())
            .AddSingleton<QueueRunner>()
            .AddHostedService(provider => provider.GetRequiredService<QueueRunner>())
            .AddHostedService<ClusterFollower>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = QueueRunner.ToStop + TimeSpan.FromSeconds(5));
}
