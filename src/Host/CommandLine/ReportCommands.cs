using System.CommandLine;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Commands;
using LmmCl.Host.Reports;
using LmmCl.Host.Reports.History;
using LmmCl.Host.Reports.Html;
using LmmCl.Host.Services;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl report</c>, <c>compare</c> and <c>history</c>: folds over events, printed.</summary>
internal static class ReportCommands
{
    public static Command Report()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var format = Format();
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command("report", "What an experiment learned, forgot and recovered: stage x benchmark, and every definition.") { experiment, format, runs, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.Create(HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var data = await services.GetRequiredService<IMediator>().Send(new BuildReport(parsed.GetValue(experiment)!), ct);
            ReportText.WriteForgetting(AnsiConsole.Console, data, parsed.GetValue(format));
        });
        return command;
    }

    public static Command Compare()
    {
        var names = new Argument<string[]>("experiments") { Description = "Names of experiments.", Arity = ArgumentArity.OneOrMore };
        var format = Format();
        var page = new Option<string?>("--page") { Description = "Also write one self-contained HTML page." };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command("compare", "Experiments side by side, in the form of the study's table.") { names, format, page, runs, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.Create(HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            await WriteComparisonAsync(services.GetRequiredService<IMediator>(), parsed.GetValue(names)!, parsed.GetValue(format), parsed.GetValue(page), ct);
        });
        return command;
    }

    public static Command History()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var (runs, store) = HostOptions.CommandLine();
        var command = new Command("history", "What happened in an experiment, event by event.") { experiment, runs, store };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = HostServices.Create(HostOptions.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var name = parsed.GetValue(experiment)!;
            await services.GetRequiredService<IMediator>().Send(new BuildReport(name), ct);
            var history = await services.GetRequiredService<IEventLog>().ReadHistoryAsync(name, ct: ct);
            HistoryText.Write(AnsiConsole.Console, ReadModels.Fold<Timeline>(history));
        });
        return command;
    }

    /// <summary>Prints the comparison and writes the page where one is asked for.</summary>
    public static async Task WriteComparisonAsync(IMediator mediator, IEnumerable<string> names, ReportFormat format, string? page, CancellationToken ct)
    {
        var experiments = new List<ReportData>();
        foreach (var name in names)
        {
            experiments.Add(await mediator.Send(new BuildReport(name), ct));
        }

        ReportText.WriteComparison(AnsiConsole.Console, experiments, format);
        if (page is not null)
        {
            ComparisonPage.Write(page, experiments);
            Console.WriteLine($"The page: {Path.GetFullPath(page)}");
        }
    }

    private static Option<ReportFormat> Format() => new("--format") { Description = "table, markdown, latex, csv or json.", DefaultValueFactory = _ => ReportFormat.Table };
}
