using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl run</c>: runs or resumes an experiment from its YAML.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("experiment") { Description = "The experiment's YAML file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "List and count what would train, and do nothing." };
        var asPublished = new Option<bool>("--as-published")
        {
            Description = "Reproduce the published behaviour: prompts, labels, loss weighting.",
        };
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var placement = new PlacementOptions();
        var command = new Command("run", "Run an experiment, or resume it.")
        {
            file, dryRun, asPublished, placement.Device, placement.Dtype, runs, store, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            LibTorch.LoadInBackground();
            var spec = ExperimentFile.Read(parsed.GetValue(file)!);
            spec = spec with
            {
                AsPublished = spec.AsPublished || parsed.GetValue(asPublished),
                Device = placement.DeviceOr(spec.Device, parsed),
                Dtype = placement.DtypeOr(spec.Dtype, parsed),
            };
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout));
            var isDryRun = parsed.GetValue(dryRun);
            await using var services = isDryRun
                ? HostServices.Describe(options).BuildServiceProvider()
                : HostServices.Create(options);
            var plan = ExperimentPlan.Create(
                spec, options.Runs, services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());
            if (isDryRun)
            {
                await DryRun.WriteAsync(plan, services.GetRequiredService<PluginMethods>(), ct);
                return 0;
            }

            await services.GetRequiredService<IMediator>().Send(new RunExperiment(plan), ct);
            Console.WriteLine($"{spec.Experiment} is complete. See it with: lmmcl report {spec.Experiment}");
            return 0;
        });
        return command;
    }
}
