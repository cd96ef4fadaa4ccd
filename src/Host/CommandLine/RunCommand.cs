using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using LmmCl.Plugins;
using LmmCl.Runs.Checks;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
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
        var skipBad = new Option<int>("--skip-bad")
        {
            Description = "Leave out bad records of the training data, at most so many; they are named and recorded.",
            HelpName = "records",
        };
        var (runs, store) = HostSettings.CommandLine();
        var artifacts = ArtifactsOption.Create();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var placement = new PlacementOptions();
        var metricsPort = new Option<int?>("--metrics-port")
        {
            Description = "Serve /metrics of this run on a port of this machine, reachable from it only; 0 chooses a free one.",
            HelpName = "port",
        };
        var command = new Command("run", "Run an experiment, or resume it.")
        {
            file, dryRun, asPublished, skipBad, placement.Device, placement.Dtype, runs, store, artifacts, plugins, timeout, metricsPort,
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
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            var (isDryRun, skippable) = (parsed.GetValue(dryRun), parsed.GetValue(skipBad));
            if (skippable < 0)
            {
                throw new InputException("--skip-bad", "must not be negative.", "Give the number of records that may be left out.");
            }

            if (!isDryRun && parsed.GetValue(metricsPort) is { } port)
            {
                await using var measured = await MeasuredRun.StartAsync(options, port, ct);
                try
                {
                    await RunAsync(spec, skippable, options, measured.Services, ct);
                }
                finally
                {
                    await measured.StopAsync(CancellationToken.None);
                }

                return 0;
            }

            await using var services = isDryRun
                ? HostServices.Describe(options).BuildServiceProvider()
                : HostServices.Create(options);
            if (!isDryRun)
            {
                await RunAsync(spec, skippable, options, services, ct);
                return 0;
            }

            var plan = await PlanAsync(spec, skippable, options, services, ct);
            using (var progress = ProgressLine.OnStandardError())
            {
                await services.GetRequiredService<ExperimentCheck>().RefuseAllAsync(plan, progress, ct);
            }

            await DryRun.WriteAsync(plan, services.GetRequiredService<PluginMethods>(), ct);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(
        ExperimentSpec spec, int skippable, HostSettings options, IServiceProvider services, CancellationToken ct)
    {
        var plan = await PlanAsync(spec, skippable, options, services, ct);
        await using var slot = services.CreateAsyncScope();
        await slot.ServiceProvider.GetRequiredService<IMediator>().Send(new RunExperiment(plan), ct);
        Console.WriteLine($"{spec.Experiment} is complete. See it with: lmmcl report {spec.Experiment}");
    }

    private static async Task<ExperimentPlan> PlanAsync(
        ExperimentSpec spec, int skippable, HostSettings options, IServiceProvider services, CancellationToken ct)
    {
        var plan = ExperimentPlan.Create(
            spec, options.Runs, services.GetRequiredService<PluginCatalogue>(), services.GetRequiredService<PluginMethods>());
        return skippable == 0
            ? plan
            : await services.GetRequiredService<ExperimentCheck>().WithoutBadAsync(
                plan, skippable, Console.WriteLine, ct);
    }
}
