using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Reports;
using LmmCl.Reports.Families;
using LmmCl.Reports.Findings;
using LmmCl.Runs.Queueing;
using LmmCl.Runs.Sweeps;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl probes</c>: correlates probes with forgetting.</summary>
internal static class ProbesCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("experiments")
        {
            Description = "Names of experiments, or sweep files (.yaml); by default all of the store.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var format = ReportCommands.Format();
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("probes", "How probes go with forgetting, over all stages of experiments and sweeps.")
        {
            names, format, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store));
            await using var services = HostServices.OpenForReading(options);
            var log = services.GetRequiredService<IEventLog>();
            var reports = new List<ReportData>();
            foreach (var name in await NamesAsync(parsed.GetValue(names)!, options, log, ct))
            {
                reports.Add(await services.GetRequiredService<IMediator>().Send(new BuildReport(name), ct));
            }

            var findings = ProbeFindings.Of(reports);
            if (findings.Rows.Count == 0)
            {
                throw new InputException(
                    "probes",
                    $"none of {reports.Count} experiments has a probe after a stage with held-out scores.",
                    "Set probe_samples, answer_token_samples, layer_probe_samples or output_shift_samples under 'evaluation'.");
            }

            ReportText.WriteProbes(AnsiConsole.Console, findings, parsed.GetValue(format));
        });
        return command;
    }

    /// <summary>The experiments to read; those of a sweep that have begun.</summary>
    private static async Task<IReadOnlyList<string>> NamesAsync(
        IReadOnlyList<string> arguments, HostSettings options, IEventLog log, CancellationToken ct)
    {
        var begun = (await log.ListExperimentsAsync(ct)).Select(head => head.Stream).ToList();
        return arguments.Count == 0
            ? begun
            :
            [
                .. arguments.SelectMany(argument => SweepFile.IsFileName(argument)
                    ? SubmittedFile.ReadFile(argument, options.Runs).Experiments.Select(spec => spec.Experiment).Where(begun.Contains)
                    : [argument]).Distinct(),
            ];
    }
}
