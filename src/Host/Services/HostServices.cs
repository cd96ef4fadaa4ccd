using LmmCl.EventStore;
using LmmCl.Host.Executors;
using LmmCl.Host.Executors.Worker;
using LmmCl.Host.Experiments;
using LmmCl.Host.Plugins;
using LmmCl.Host.Progress;
using LmmCl.Host.Resuming;
using LmmCl.Host.Sweeps;
using LmmCl.Modeling.Files;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.Services;

/// <summary>Who serves whom in a host.</summary>
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
            .AddSingleton<IEventLog>(_ => EventLogs.Open(options.Store))
            .AddSingleton(_ => PluginCatalogue.Open(options.PluginFolders))
            .AddSingleton<IWorkProgress>(_ => ProgressLine.OnStandardError())
            .AddSingleton(_ => SweepProgress.OnStandardError())
            .AddStageWork(options.Runs)
            .AddSingleton<StoredPlans>()
            .AddSingleton<Resumptions>()
            .AddSingleton<IExecutor, WorkerExecutor>()
            .AddMediator(typeof(HostServices).Assembly);

    /// <summary>What does a stage's work in the process that it is in; needs plugins and somebody who is told the progress.</summary>
    public static IServiceCollection AddStageWork(this IServiceCollection services, string runs) =>
        services
            .AddSingleton<PluginMethods>()
            .AddSingleton<ModelShelf>()
            .AddSingleton(_ => new AnswerCache(Path.Combine(runs, ".answers")))
            .AddSingleton<StageTraining>()
            .AddSingleton<StageEvaluation>()
            .AddSingleton<IStageProbe, CountingProbe>()
            .AddSingleton<IStageProbe, LayerProbe>()
            .AddSingleton<LocalExecutor>();
}
