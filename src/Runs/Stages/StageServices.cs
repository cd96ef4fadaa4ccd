using LmmCl.Plugins;
using LmmCl.Runs.Inputs;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Stages;

/// <summary>Registers the services that run a stage's work.</summary>
internal static class StageServices
{
    /// <summary>Registers stage work in the current process; requires plugins and a progress receiver to be registered.</summary>
    public static IServiceCollection AddStageWork(this IServiceCollection services, string runs) =>
        services
            .AddSingleton(provider => new PluginMethods(
                provider.GetRequiredService<PluginCatalogue>(),
                provider.GetService<IPluginCallObserver>(),
                provider.GetService<RunOptions>()?.PluginTimeout))
            .AddScoped<ModelShelf>()
            .AddSingleton(_ => new FileHashCache(runs))
            .AddSingleton(_ => new AnswerCache(Path.Combine(runs, ".answers")))
            .AddScoped<StageTraining>()
            .AddScoped<StageEvaluation>()
            .AddScoped<IStageProbe, CountingProbe>()
            .AddScoped<IStageProbe, AnswerTokenProbe>()
            .AddScoped<IStageProbe, LayerProbe>()
            .AddScoped<IStageProbe, OutputShiftProbe>()
            .AddScoped<StageRunner>();
}
