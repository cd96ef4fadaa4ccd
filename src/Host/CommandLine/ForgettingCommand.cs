using System.CommandLine;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Reports;
using LmmCl.Reports.Findings;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl forgetting</c>: finds experiments that forgot a benchmark and recovered it.</summary>
internal static class ForgettingCommand
{
    private const double UsualPoints = 5;

    public static Command Create()
    {
        var benchmark = new Option<string>("--benchmark") { Description = "Id of the benchmark.", Required = true };
        var droppedAt = new Option<int?>("--dropped-at")
        {
            Description = "The stage after which it was lost, against the base model; by default any.",
            HelpName = "stage",
        };
        var recoveredBy = new Option<int?>("--recovered-by")
        {
            Description = "The stage after which at least half of the drop was back.",
            HelpName = "stage",
        };
        var points = new Option<double>("--by")
        {
            Description = "Percentage points that count as lost.",
            DefaultValueFactory = _ => UsualPoints,
            HelpName = "points",
        };
        var format = ReportCommands.Format();
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("forgetting", "Which experiments of the store forgot a benchmark, and which of them got it back.")
        {
            benchmark, droppedAt, recoveredBy, points, format, runs, store,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var question = new ForgettingQuestion(
                parsed.GetValue(benchmark)!, parsed.GetValue(droppedAt), parsed.GetValue(recoveredBy), parsed.GetValue(points));
            await using var services = HostServices.OpenForReading(HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store)));
            var findings = await services.GetRequiredService<IMediator>().Send(new FindForgetting(question), ct);
            ReportText.WriteFindings(AnsiConsole.Console, findings, parsed.GetValue(format));
        });
        return command;
    }
}
