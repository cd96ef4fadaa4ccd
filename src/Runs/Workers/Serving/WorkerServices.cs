using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>The services that run work inside a worker; they keep the model in memory for the next request.</summary>
internal sealed class WorkerServices(PrivateChannel channel, AskedAnswers answers) : IAsyncDisposable
{
    private ServiceProvider? services;

    /// <summary>Loads what every request of the experiment needs. A failure shows when the first request arrives.</summary>
    public void Prepare(PrepareWork coming)
    {
        try
        {
            services ??= Create(coming.Plugins, coming.PluginMemory, coming.Runs);
            PlanOf(coming.Spec, coming.Runs, services);
        }
        catch (Exception)
        {
            // Thrown again, and reported, by the first request.
        }
    }

    /// <summary>Runs one request; passes every event to <paramref name="store"/>, which returns when it is durable.</summary>
    public async Task DoAsync(DoWork request, Func<IReadOnlyList<NewEvent>, Task> store, CancellationToken ct)
    {
        services ??= Create(request.Plugins, request.PluginMemory, request.Runs);
        var plan = PlanOf(request.Spec, request.Runs, services);
        var journal = ExperimentJournal.Continue(request.Spec.Experiment, request.Events.Select(line => line.ToEvent()), store);
        var (runner, stage, known) = (services.GetRequiredService<StageRunner>(), new StageId(request.Stage), journal.History.Count);
        PeakMemory.Begin();
        using var vitals = new VitalSigns(channel, plan.Placement.Device);
        using var spans = new ForwardedSpans(channel);
        await runner.RunAsync(new StageJob(plan, stage, request.Work), journal, ct);
        if (journal.History.Count > known)
        {
            var (work, device) = (request.Work.ToString().ToLowerInvariant(), plan.Placement.Device);
            await journal.RecordAsync(
                new ResourcesMeasured(stage, work, PeakMemory.Read(), DeviceMemory.Read(device)) { Device = device.ToString() });
        }
    }

    public ValueTask DisposeAsync() => services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static ExperimentPlan PlanOf(ExperimentSpec spec, string runs, ServiceProvider services) => ExperimentPlan.Create(
        spec, runs, services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());

    private ServiceProvider Create(PluginSearchPath plugins, string pluginMemory, string runs) =>
        new ServiceCollection()
            .AddSingleton(new PluginCatalogue(plugins, pluginMemory))
            .AddSingleton<IPluginCallObserver>(new ForwardedCalls(channel))
            .AddSingleton<IRecordedAnswers>(answers)
            .AddSingleton<IWorkProgress>(new ForwardedProgress(channel, TimeProvider.System))
            .AddStageWork(runs)
            .BuildServiceProvider();
}
