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

    /// <summary>Runs one request; passes every event to <paramref name="store"/>, which returns when it is durable.</summary>
    public async Task DoAsync(DoWork request, Func<IReadOnlyList<NewEvent>, Task> store, CancellationToken ct)
    {
        services ??= Create(request);
        var (catalogue, methods) = (services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());
        var plan = ExperimentPlan.Create(request.Spec, request.Runs, catalogue, methods);
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

    private ServiceProvider Create(DoWork request) =>
        new ServiceCollection()
            .AddSingleton(new PluginCatalogue(request.Plugins, request.PluginMemory))
            .AddSingleton<IPluginCallObserver>(new ForwardedCalls(channel))
            .AddSingleton<IRecordedAnswers>(answers)
            .AddSingleton<IWorkProgress>(new ForwardedProgress(channel, TimeProvider.System))
            .AddStageWork(request.Runs)
            .BuildServiceProvider();
}
