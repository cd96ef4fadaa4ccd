using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Reading;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Reports;
using LmmCl.Reports.Families;
using LmmCl.Runs.Sweeps;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl compare</c>: compares experiments; for a sweep file, runs the missing ones first.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("experiments")
        {
            Description = "Names of experiments, or sweep files (.yaml).",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = ReportCommands.Format();
        var page = Page();
        var matched = new Option<bool>("--matched")
        {
            Description = "Compare methods at equal learning, along their fronts over learning rates.",
        };
        var levels = new Option<double[]>("--levels")
        {
            Description = "With --matched: levels of learning in points. By default some that at least two methods reach.",
            AllowMultipleArgumentsPerToken = true,
        };
        var asOf = AsOfOption.Create();
        var (runs, store) = HostSettings.CommandLine();
        var plugins = HostSettings.PluginsOption();
        var timeout = PluginTimeoutOption.Create();
        var artifacts = ArtifactsOption.Create();
        var slots = SlotsOption.Create();
        var command = new Command(
            "compare", "Experiments side by side, in the form of the study's table. Missing experiments of a sweep file are run first.")
        {
            names, matched, levels, asOf, format, page, slots, runs, store, artifacts, plugins, timeout,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var moment = MomentFor(parsed.GetValue(names)!, AsOfOption.Parse(parsed.GetValue(asOf)));
            var options = HostSettings.From(
                parsed.GetValue(runs)!, parsed.GetValue(store), parsed.GetValue(plugins), parsed.GetValue(timeout)) with
            {
                Slots = SlotsOption.Parse(parsed.GetValue(slots)),
                Artifacts = ArtifactsOption.Parse(parsed.GetValue(artifacts), parsed.GetValue(runs)!),
            };
            var runsSweeps = parsed.GetValue(names)!.Any(SweepFile.IsFileName);
            await using var services = runsSweeps ? HostServices.Create(options) : HostServices.OpenForReading(options);
            var (experiments, failed) = await ResolveAsync(parsed.GetValue(names)!, options, services, ct);
            var asked = parsed.GetValue(levels) is { Length: > 0 } some ? some : null;
            var isMatched = parsed.GetValue(matched) || asked is not null;
            var form = new ComparisonForm(parsed.GetValue(format), parsed.GetValue(page), isMatched, asked, moment);
            await WriteAsync(services.GetRequiredService<IMediator>(), experiments, form, ct);
            await ReportMissingAsync(services.GetRequiredService<IEventLog>(), experiments, ct);
            return ReportFailures(failed, options.Runs);
        });
        return command;
    }

    /// <summary>Prints the comparison, and writes the page if requested.</summary>
    public static async Task WriteAsync(IMediator mediator, IReadOnlyList<string> names, ComparisonForm form, CancellationToken ct)
    {
        var experiments = new List<ReportData>();
        foreach (var name in names)
        {
            experiments.Add(await mediator.Send(new BuildReport(name, form.AsOf), ct));
        }

        if (experiments.Count == 0)
        {
            return;
        }

        if (form.Matched)
        {
            ReportText.WriteMatched(AnsiConsole.Console, experiments, form.Levels, form.Format);
        }
        else
        {
            ReportText.WriteComparison(AnsiConsole.Console, experiments, form.Format);
        }

        if (form.Page is { } page)
        {
            await mediator.Send(new WritePage(page, names, form.AsOf), ct);
            Console.WriteLine($"The page: {Path.GetFullPath(page)}");
        }
    }

    /// <summary>Prints the failed experiments; a nonzero exit code reports that there are some.</summary>
    public static int ReportFailures(IReadOnlyList<FailedExperiment> failed, string runs)
    {
        var failures = failed.Select(failure => (failure.Experiment, Failure: CommandFailure.Of(failure.Error, runs))).ToList();
        foreach (var (experiment, failure) in failures)
        {
            Console.Error.WriteLine($"{experiment}: {failure.Line}");
        }

        return failures.Count == 0 ? 0 : failures.Max(item => item.Failure.ExitCode);
    }

    /// <summary>Names what sweeps planned and the comparison does not show, on standard error.</summary>
    public static async Task ReportMissingAsync(IEventLog log, IReadOnlyCollection<string> compared, CancellationToken ct)
    {
        foreach (var missing in await MissingExperiments.FindAsync(log, compared, ct))
        {
            await Console.Error.WriteLineAsync($"{missing}");
        }
    }

    public static Option<string?> Page() => new("--page") { Description = "Also write one self-contained HTML page." };

    /// <summary>Refuses <c>--as-of</c> for experiments that would run now, since they have no past.</summary>
    private static AsOf MomentFor(IReadOnlyList<string> names, AsOf asOf) =>
        asOf != default && names.FirstOrDefault(SweepFile.IsFileName) is { } sweep
            ? throw new InputException(
                AsOfOption.Name,
                $"missing experiments of the sweep '{sweep}' would run now, so they have no results as of that time.",
                "Give the names of the experiments instead of the sweep file.")
            : asOf;

    private static async Task<(IReadOnlyList<string> Names, IReadOnlyList<FailedExperiment> Failed)> ResolveAsync(
        IReadOnlyList<string> arguments, HostSettings options, IServiceProvider services, CancellationToken ct)
    {
        var names = new List<string>();
        var failed = new List<FailedExperiment>();
        foreach (var argument in arguments)
        {
            if (!SweepFile.IsFileName(argument))
            {
                names.Add(argument);
                continue;
            }

            var (begun, failures) = await SweepCommand.RunAsync(SweepFile.Read(argument), options, services, ct);
            names.AddRange(begun);
            failed.AddRange(failures);
        }

        return ([.. names.Distinct()], failed);
    }
}
