using LmmCl.EventStore;
using LmmCl.Host.Executors;
using LmmCl.Host.Executors.Worker;
using LmmCl.Host.Experiments;
using LmmCl.Host.Plugins;
using LmmCl.Host.Progress;
using LmmCl.Host.Resuming;
using LmmCl.Modeling.Files;
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

    /// <summary>What does a stage's work in the process that it is in; needs plugins and somebody who is told the progress.</summary>
    public static IServiceCollection AddStageWork(this IServiceCollection services, string runs) =>
        services
            .AddSingleton<PluginMethods>()
            .AddScoped<ModelShelf>()
            .AddSingleton(_ => new AnswerCache(Path.Combine(runs, ".answers")))
            .AddScoped<StageTraining>()
            .AddScoped<StageEvaluation>()
            .AddScoped<IStageProbe, CountingProbe>()
            .AddScoped<IStageProbe, LayerProbe>()
            .AddScoped<LocalExecutor>();
}
