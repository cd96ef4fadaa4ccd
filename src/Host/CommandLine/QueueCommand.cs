using System.CommandLine;
using System.Globalization;
using LmmCl.Evaluation;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Host.Api.Queueing;
using LmmCl.Host.Composition;
using LmmCl.Host.Service;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Progress;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary><c>lmmcl queue</c>: shows the queue of the running service; <c>lmmcl queue move</c> changes its order.</summary>
internal static class QueueCommand
{
    public static Command Create()
    {
        var (runs, store) = HostSettings.CommandLine();
        var command = new Command("queue", "Show the queue of the running service and the cluster's jobs, or change the queue's order.")
        {
            runs, store, Move(),
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = HostSettings.From(parsed.GetValue(runs)!, parsed.GetValue(store));
            await using var log = EventLogs.OpenForReading(options.Store);
            var streams = log is null ? [] : await JobStream.ListAsync(log, ct);
            using var service = streams.Count > 0 ? ServiceClient.Find(options.Runs) : ServiceClient.Require(options.Runs);
            if (service is not null)
            {
                Write(await service.QueueAsync(ct));
            }

            if (streams.Count > 0)
            {
                await JobTable.WriteAsync(streams, log!, ct);
            }

            return 0;
        });
        return command;
    }

    private static Command Move()
    {
        var experiment = new Argument<string>("experiment") { Description = "Name of a waiting experiment." };
        var before = new Option<string?>("--before") { Description = "The waiting experiment to come directly before." };
        var priority = new Option<int?>("--priority") { Description = "The new priority, among which it comes last." };
        var (runs, _) = HostSettings.CommandLine();
        var command = new Command("move", "Give a waiting experiment another place.") { experiment, before, priority, runs };
        command.SetAction(async (parsed, ct) =>
        {
            using var service = ServiceClient.Require(Path.GetFullPath(parsed.GetValue(runs)!));
            var item = await service.MoveAsync(parsed.GetValue(experiment)!, parsed.GetValue(before), parsed.GetValue(priority), ct);
            var place = item.Position is { } position ? $"place {position}" : "paused";
            Console.WriteLine($"{item.Experiment}: {place}, priority {item.Priority}.");
            return 0;
        });
        return command;
    }

    private static void Write(QueueDocument queue)
    {
        if (queue.Items.Count == 0)
        {
            Console.WriteLine("The queue is empty.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("experiment", "state", "priority", "progress");
        foreach (var item in queue.Items)
        {
            table.AddRow(
                Markup.Escape(item.Experiment),
                item.Position is { } place ? $"place {place}" : $"{item.State}".ToLowerInvariant(),
                item.Priority.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(item.Progress is { } progress ? Describe(progress) : item.Reason ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static string Describe(WorkInProgress work) =>
        $"{work.Title}: {work.Done} of {work.Total}"
        + (work.EtaSeconds is { } seconds ? $", {Figures.Duration(TimeSpan.FromSeconds(seconds))} left" : "");
}
