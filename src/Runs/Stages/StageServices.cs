using LmmCl.Plugins;
using LmmCl.Runs.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Stages;

/// <summary>Registers what does a stage's work.</summary>
internal static class StageServices
{
    /// <summary>What does a stage's work in the process that it is in; needs plugins and somebody who is told the progress.</summary>
    public static IServiceCollection AddStageWork(this IServiceCollection services, string runs) =>
        services
            .AddSingleton(provider => new PluginMethods(
                provider.GetRequiredService<PluginCatalogue>(),
                provider.GetService<IPluginCallObserver>(),
                provider.GetService<RunOptions>()?.PluginTimeout))
            .AddScoped<ModelShelf>()
            .AddSingleton(_ => new FileHashCache(Path.Combine(runs, FileHashCache.FileName)))
            .AddSingleton(_ => new AnswerCache(Path.Combine(runs, ".answers")))
            .AddScoped<StageTraining>()
            .AddScoped<StageEvaluation>()
            .AddScoped<IStageProbe, CountingProbe>()
            .AddScoped<IStageProbe, LayerProbe>()
            .AddScoped<StageRunner>();
}
