using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers;
using LmmCl.Runs.Workers.Spool;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl check-plans</c>: the dry run of submitted experiments, for the service that started it.</summary>
internal static class CheckPlansCommand
{
    private const int Refused = 2;

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "A folder with a specification for each experiment." };
        var plugins = HostSettings.PluginsOption();
        var command = new Command(PlanCheck.Command, "Checks experiments for the service that started it.") { folder, plugins };
        command.Hidden = true;
        command.SetAction(async (parsed, ct) =>
        {
            LibTorch.LoadInBackground();
            var options = HostSettings.From(parsed.GetValue(folder)!, null, parsed.GetValue(plugins));
            await using var services = HostServices.Describe(options).BuildServiceProvider();
            try
            {
                await CheckAsync(options.Runs, services, ct);
                return 0;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Console.WriteLine();
                Console.WriteLine(MessageLine.Of(RemoteFailures.Of(error)));
                return Refused;
            }
        });
        return command;
    }

    private static async Task CheckAsync(string folder, IServiceProvider services, CancellationToken ct)
    {
        var methods = services.GetRequiredService<PluginMethods>();
        foreach (var run in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var spec = StoredSpec.Read(new RunFolder(run));
            var plan = ExperimentPlan.Create(spec, folder, services.GetRequiredService<PluginCatalogue>(), methods);
            await StageSelection.OfAsync(plan, methods, ct);
        }
    }
}
