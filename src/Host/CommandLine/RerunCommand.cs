using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Runs.Experiments;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl audit rerun</c>: runs a stage again and compares the results with its record.</summary>
internal static class RerunCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var stage = new Option<int>("--stage") { Description = "The stage to execute again; 0 asks the base model.", Required = true };
        var spec = new Option<string?>("--spec")
        {
            Description = "The experiment's YAML file. By default what the run folder keeps, with the paths of where it was run.",
        };
        var tolerance = new Option<double?>("--tolerance")
        {
            Description = "Largest relative difference of losses and tensors to accept under other conditions, such as 0.01. By default "
                + "only equal bits establish a stage; 0 requires them under any conditions.",
        };
        var otherPlugin = new Option<bool>("--other-plugin")
        {
            Description = "Compare even though the installed plugin is not the one that was used.",
        };
        var keep = new Option<string?>("--keep")
        {
            Description = "A folder that does not exist yet, for what the rerun writes. By default nothing is kept.",
        };
        var format = new Option<RerunFormat>("--format") { Description = "How to print." };
        var (runs, store) = HostSettings.CommandLine();
        var (plugins, timeout) = (HostSettings.PluginsOption(), PluginTimeoutOption.Create());
        var command = new Command(
            "rerun", "Execute a stage again from its recorded parent and compare all that comes of it. Changes nothing.")
        {
            experiment, stage, spec, tolerance, otherPlugin, keep, format, runs, store, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout));
            var request = new RerunStage(
                parsed.GetValue(experiment)!,
                new StageId(NotNegative("--stage", parsed.GetValue(stage))),
                parsed.GetValue(spec) is { } file ? ExperimentFile.Read(file) : null,
                parsed.GetValue(tolerance) is { } accepted ? NotNegative("--tolerance", accepted) : null,
                parsed.GetValue(otherPlugin),
                parsed.GetValue(keep));
            await using var services = HostServices.OpenForAudit(options);
            var report = await services.GetRequiredService<IMediator>().Send(request, ct);
            if (parsed.GetValue(format) == RerunFormat.Json)
            {
                Console.WriteLine(report.ToJson());
                return (int)report.Verdict;
            }

            return (int)report.Write(Console.Out);
        });
        return command;
    }

    private static T NotNegative<T>(string option, T value)
        where T : System.Numerics.INumber<T> =>
        value >= T.Zero ? value : throw new InputException(option, $"it is {value}.", "It must be 0 or more.");

    private enum RerunFormat
    {
        Table,
        Json,
    }
}
