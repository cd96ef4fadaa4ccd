using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Modeling.Files;
using LmmCl.Plugins;
using LmmCl.Runs;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Inputs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Resuming;
using LmmCl.Runs.Slurm;
using LmmCl.Runs.Stages;
using LmmCl.Runs.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Composition;

/// <summary>Composition root: maps interfaces to implementations. A scope is a slot: it runs one experiment at a time.</summary>
internal static class HostServices
{
    /// <summary>Services for commands that run experiments; creates the runs folder and the store if they do not exist.</summary>
    public static ServiceProvider Create(HostSettings options)
    {
        DurableFolder.Create(options.Runs);
        return Describe(options).BuildServiceProvider();
    }

    /// <summary>Services for commands that change or resume recorded experiments; creates neither.</summary>
    /// <exception cref="InputException">The store does not exist or cannot be opened.</exception>
    public static ServiceProvider OpenExisting(HostSettings options) => Open(options, EventLogs.OpenIfThere(options.Store));

    /// <summary>Services for commands that only read; they work on a folder of runs that cannot be written, too.</summary>
    /// <exception cref="InputException">The store does not exist or cannot be opened.</exception>
    public static ServiceProvider OpenForReading(HostSettings options) => Open(options, EventLogs.OpenForReading(options.Store));

    /// <summary>Services for audits, which leave the folder of runs as it is.</summary>
    /// <exception cref="InputException">The store does not exist or cannot be opened.</exception>
    public static ServiceProvider OpenForAudit(HostSettings options) => Open(options, EventLogs.OpenForAudit(options.Store));

    private static ServiceProvider Open(HostSettings options, IEventLog? existing)
    {
        var log = existing ?? throw (options.HasDefaultStore
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

    /// <summary>Registers the services; exposed so that parts can be replaced. Everything is created on demand.</summary>
    public static IServiceCollection Describe(HostSettings options) => new ServiceCollection().AddHost(options);

    /// <summary>Adds the services to those of a program that serves more.</summary>
    public static IServiceCollection AddHost(this IServiceCollection services, HostSettings options) =>
        services
            .AddSingleton(options)
            .AddSingleton(new RunOptions(options.Runs, options.PluginTimeout)
            {
                Submission = options.Submission,
                Artifacts = options.Artifacts,
            })
            .AddSingleton<IEventLog>(_ => EventLogs.Open(options.Store))
            .AddSingleton(_ => PluginCatalogue.Open(options.PluginFolders))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => ProgressBlock.OnStandardError())
            .AddSingleton<ExperimentsProgress>()
            .AddScoped<ProgressLine>()
            .AddScoped<IWorkProgress>(provider => provider.GetRequiredService<ProgressLine>())
            .AddStageWork(options.Runs)
            .AddRunLogs()
            .AddScoped<CheckpointCopies>()
            .AddSingleton<IRecordedAnswers, LoggedAnswers>()
            .AddSingleton(provider => new ExperimentCheck(
                provider.GetRequiredService<PluginMethods>(), provider.GetRequiredService<FileHashCache>()))
            .AddSingleton<SweepCheck>()
            .AddSingleton<StoredPlans>()
            .AddSingleton<Resumptions>()
            .AddSingleton(provider => ClusterJobs(provider, options))
            .AddScoped<IExecutor, WorkerExecutor>()
            .AddMediator(typeof(HostServices).Assembly)
            .AddBehaviour(typeof(LoggingBehaviour<,>))
            .AddBehaviour(typeof(ValidationBehaviour<,>));

    private static ClusterJobs ClusterJobs(IServiceProvider provider, HostSettings options) => new(
        provider.GetRequiredService<IEventLog>(),
        options.Runs,
        options.Store,
        [
            .. (options.PluginFolders ?? []).SelectMany(folder => new[] { "--plugins", Path.GetFullPath(folder) }),
            "--plugin-timeout", options.PluginTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ],
        provider.GetRequiredService<TimeProvider>());
}
