using System.CommandLine;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Sweeps;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl sweep</c>: runs or resumes all combinations of methods x learning rates x seeds x orders.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("sweep") { Description = "The sweep's YAML file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "List what would run and what is complete, and do nothing." };
        var format = ReportCommands.Format();
        var page = CompareCommand.Page();
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var artifacts = ArtifactsOption.Create();
        var slots = SlotsOption.Create();
        var placement = new PlacementOptions();
        var cluster = new ClusterOptions();
        var command = new Command("sweep", "Run every missing experiment of a sweep, then compare them all.")
        {
            file, dryRun, format, page, slots, cluster.Executor, cluster.MaxJobs, cluster.RetryFailed, placement.Device, placement.Dtype,
            runs, store, artifacts, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var sweep = SweepFile.Read(parsed.GetValue(file)!);
            sweep = sweep with { Device = placement.DeviceOr(sweep.Device, parsed), Dtype = placement.DtypeOr(sweep.Dtype, parsed) };
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            var executor = cluster.Read(parsed);
            if (parsed.GetValue(dryRun))
            {
                await using var planning = HostServices.Describe(options).BuildServiceProvider();
                await using var log = EventLogs.OpenIfThere(options.Store);
                var methods = planning.GetRequiredService<PluginMethods>();
                var plans = Plan(sweep, options, planning);
                await planning.GetRequiredService<SweepCheck>().RefuseAsync(sweep.Sweep, plans, log, ct);
                await SweepDryRun.WriteAsync(plans, methods, log, ct);
                return 0;
            }

            var jobs = executor is null ? null : executor with { Artifacts = options.Artifacts };
            await using var services = HostServices.Create(options);
            var (names, failed) = jobs is null
                ? await RunAsync(sweep, options, services, ct)
                : await RunAsync(
                    sweep.Sweep,
                    plans => new RunSweepOnCluster(
                        sweep.Sweep, plans, sweep.File, jobs, parsed.GetValue(cluster.MaxJobs), parsed.GetValue(cluster.RetryFailed)),
                    Plan(sweep, options, services),
                    services,
                    ct);
            var form = new ComparisonForm(parsed.GetValue(format), parsed.GetValue(page));
            await CompareCommand.WriteAsync(services.GetRequiredService<IMediator>(), names, form, ct);
            await CompareCommand.ReportMissingAsync(services.GetRequiredService<IEventLog>(), names, ct);
            return CompareCommand.ReportFailures(failed, options.Runs);
        });
        return command;
    }

    /// <summary>Runs the missing experiments.</summary>
    /// <returns>The sweep's started experiments, and those that failed.</returns>
    public static Task<(IReadOnlyList<string> Names, IReadOnlyList<FailedExperiment> Failed)> RunAsync(
        SweepSpec sweep, HostSettings options, IServiceProvider services, CancellationToken ct) =>
        RunAsync(sweep.Sweep, plans => new RunSweep(sweep.Sweep, plans, sweep.File), Plan(sweep, options, services), services, ct);

    private static async Task<(IReadOnlyList<string> Names, IReadOnlyList<FailedExperiment> Failed)> RunAsync(
        string sweep,
        Func<IReadOnlyList<ExperimentPlan>, IRequest<IReadOnlyList<FailedExperiment>>> request,
        IReadOnlyList<ExperimentPlan> plans,
        IServiceProvider services,
        CancellationToken ct)
    {
        await services.GetRequiredService<SweepCheck>().RefuseNewAsync(sweep, plans, services.GetRequiredService<IEventLog>(), ct);
        await using var scope = services.CreateAsyncScope();
        var failed = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request(plans), ct);
        var streams = await services.GetRequiredService<IEventLog>().ListExperimentsAsync(ct);
        var begun = streams.Select(head => head.Stream).ToHashSet(StringComparer.Ordinal);
        return ([.. plans.Select(plan => plan.Spec.Experiment).Where(begun.Contains)], failed);
    }

    /// <summary>The experiments of a sweep, with the plugins that are here.</summary>
    public static IReadOnlyList<ExperimentPlan> Plan(SweepSpec sweep, HostSettings options, IServiceProvider services) =>
        SweepExpansion.Plan(
            sweep,
            options.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
}
