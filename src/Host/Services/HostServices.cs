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
    /// <summary>Everything that running experiments takes.</summary>
    public static ServiceProvider Create(HostOptions options)
    {
        DurableFolder.Create(options.Runs);
        return Describe(options).BuildServiceProvider();
    }

    /// <summary>The same, for who wants a part of it exchanged.</summary>
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
