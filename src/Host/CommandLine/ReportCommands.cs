using System.CommandLine;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Commands;
using LmmCl.Host.Reports;
using LmmCl.Host.Reports.History;
using LmmCl.Host.Services;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl report</c> and <c>history</c>: folds over events, printed.</summary>
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

    /// <summary>The option that says in which form a report is printed.</summary>
    public static Option<ReportFormat> Format() => new("--format") { Description = "table, markdown, latex, csv or json.", DefaultValueFactory = _ => ReportFormat.Table };
}
