using System.CommandLine;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
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
        var slots = SlotsOption.Create();
        var placement = new PlacementOptions();
        var command = new Command("sweep", "Run every missing experiment of a sweep, then compare them all.")
        {
            file, dryRun, format, page, slots, placement.Device, placement.Dtype, runs, store, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var sweep = SweepFile.Read(parsed.GetValue(file)!);
            sweep = sweep with { Device = placement.DeviceOr(sweep.Device, parsed), Dtype = placement.DtypeOr(sweep.Dtype, parsed) };
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
            };
            if (parsed.GetValue(dryRun))
            {
                await using var planning = HostServices.Describe(options).BuildServiceProvider();
                await using var log = EventLogs.OpenIfThere(options.Store);
                var methods = planning.GetRequiredService<PluginMethods>();
                await SweepDryRun.WriteAsync(Plan(sweep, options, planning), methods, log, ct);
                return 0;
            }

            await using var services = HostServices.Create(options);
            var (names, failed) = await RunAsync(sweep, options, services, ct);
            var form = new ComparisonForm(parsed.GetValue(format), parsed.GetValue(page));
            await CompareCommand.WriteAsync(services.GetRequiredService<IMediator>(), names, form, ct);
            await CompareCommand.ReportMissingAsync(services.GetRequiredService<IEventLog>(), names, ct);
            return CompareCommand.ReportFailures(failed, options.Runs);
        });
        return command;
    }

    /// <summary>Runs the missing experiments.</summary>
    /// <returns>The sweep's started experiments, and those that failed.</returns>
    public static async Task<(IReadOnlyList<string> Names, IReadOnlyList<FailedExperiment> Failed)> RunAsync(
        SweepSpec sweep, HostSettings options, IServiceProvider services, CancellationToken ct)
    {
        var plans = Plan(sweep, options, services);
        var failed = await services.GetRequiredService<IMediator>().Send(new RunSweep(sweep.Sweep, plans, sweep.File), ct);
        var streams = await services.GetRequiredService<IEventLog>().ListExperimentsAsync(ct);
        var begun = streams.Select(head => head.Stream).ToHashSet(StringComparer.Ordinal);
        return ([.. plans.Select(plan => plan.Spec.Experiment).Where(begun.Contains)], failed);
    }

    private static IReadOnlyList<ExperimentPlan> Plan(SweepSpec sweep, HostSettings options, IServiceProvider services) =>
        SweepExpansion.Plan(
            sweep,
            options.Runs,
            services.GetRequiredService<PluginCatalogue>(),
            services.GetRequiredService<PluginMethods>());
}
