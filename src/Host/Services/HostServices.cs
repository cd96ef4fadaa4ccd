using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Modeling.Files;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Resuming;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Services;

/// <summary>
/// Composition root: which implementation serves which interface. A scope is a slot: what does the work of one experiment at a time.
/// </summary>
internal static class HostServices
{
    /// <summary>For commands that run experiments: they make the folder of runs and the store where these are not there.</summary>
    public static ServiceProvider Create(HostOptions options)
    {
        DurableFolder.Create(options.Runs);
        return Describe(options).BuildServiceProvider();
    }

    /// <summary>For commands that read or go on with what is recorded: they make neither.</summary>
    /// <exception cref="InputException">There is no such store, or it cannot be opened.</exception>
    public static ServiceProvider OpenExisting(HostOptions options)
    {
        var log = EventLogs.OpenIfThere(options.Store) ?? throw (options.HasDefaultStore
            ? new InputException(
                options.Store,
                "no experiment was run here yet, so there is no event store.",
                "Run one first (lmmcl quickstart), or name another store with --store, another folder of runs with --runs.")
            : new InputException(
                EventLogs.Display(options.Store),
                "there is no event store here.",
                "Name the right one with --store; only running an experiment makes one."));
        var services = Describe(options).AddSingleton(_ => log).BuildServiceProvider();
        services.GetRequiredService<IEventLog>();
        return services;
    }

    /// <summary>Registers the services; exposed so that a part can be replaced. Nothing is made before something is asked for.</summary>
    public static IServiceCollection Describe(HostOptions options) =>
        new ServiceCollection()
            .AddSingleton(options)
            .AddSingleton(new RunOptions(options.Runs, options.PluginTimeout))
            .AddSingleton<IEventLog>(_ => EventLogs.Open(options.Store))
            .AddSingleton(_ => PluginCatalogue.Open(options.PluginFolders))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => ProgressBlock.OnStandardError())
            .AddSingleton<ExperimentsProgress>()
            .AddScoped<ProgressLine>()
            .AddScoped<IWorkProgress>(provider => provider.GetRequiredService<ProgressLine>())
            .AddStageWork(options.Runs)
            .AddSingleton<StoredPlans>()
            .AddSingleton<Resumptions>()
            .AddScoped<IExecutor, WorkerExecutor>()
            .AddMediator(typeof(HostServices).Assembly);
}
