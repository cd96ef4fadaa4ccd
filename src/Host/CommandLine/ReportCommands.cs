using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Reports;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl report</c>: prints results folded from an experiment's events.</summary>
internal static class ReportCommands
{
    public static Command Report()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of the experiment." };
        var asOf = AsOfOption.Create();
        var format = Format();
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("report", "What an experiment learned, forgot and recovered: stage x benchmark, and every definition.")
        {
            experiment, asOf, format, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var moment = AsOfOption.Parse(parsed.GetValue(asOf));
            await using var services = HostServices.OpenForReading(HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var data = await services.GetRequiredService<IMediator>().Send(new BuildReport(parsed.GetValue(experiment)!, moment), ct);
            ReportText.WriteForgetting(AnsiConsole.Console, data, parsed.GetValue(format));
        });
        return command;
    }

    /// <summary>The option for a report's output format.</summary>
    public static Option<ReportFormat> Format() => new("--format")
    {
        Description = "table, markdown, latex, csv or json.",
        DefaultValueFactory = _ => ReportFormat.Table,
    };
}
