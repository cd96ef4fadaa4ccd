using System.Globalization;
using LmmCl.EventStore;
using LmmCl.Events;
using LmmCl.Events.Serialization;
using LmmCl.Runs.Jobs;
using LmmCl.Runs.Slurm;
using Spectre.Console;

namespace LmmCl.Host.CommandLine;

/// <summary>Shows the jobs of sweeps: what is recorded of each, beside what Slurm says of it now.</summary>
internal static class JobTable
{
    private const int MostRows = 30;

    private static readonly string stageCompleted = EventTypes.Default.KindOf(typeof(StageCompleted)).Name;

    /// <summary>Writes a table for each sweep. Complete experiments are counted, not listed.</summary>
    public static async Task WriteAsync(IReadOnlyList<JobStream> streams, IEventLog log, CancellationToken ct)
    {
        var isOpen = streams.Any(stream => !stream.State.IsOver);
        var jobs = isOpen ? await ListAsync(ct) : null;
        if (isOpen && jobs is null)
        {
            Console.WriteLine("Slurm's controller does not answer; its states are not shown.");
        }

        var byKey = (jobs ?? []).GroupBy(job => job.Comment).ToDictionary(group => group.Key, group => group.First());
        foreach (var stream in streams)
        {
            var entries = stream.State.Entries;
            var rest = entries.Where(entry => !entry.IsComplete).OrderBy(Rank).ToList();
            Console.WriteLine($"{stream.Sweep}: {entries.Count - rest.Count} of {entries.Count} experiments are complete.");
            if (rest.Count > 0)
            {
                AnsiConsole.Write(await TableAsync([.. rest.Take(MostRows)], byKey, log, ct));
            }

            if (rest.Count > MostRows)
            {
                Console.WriteLine($"{rest.Count - MostRows} more are not shown.");
            }
        }
    }

    private static async Task<Table> TableAsync(
        IReadOnlyList<JobEntry> entries, Dictionary<string, SlurmJob> byKey, IEventLog log, CancellationToken ct)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("experiment", "state", "stages", "job", "Slurm", "submission", "reason");
        foreach (var entry in entries)
        {
            var job = entry.IsOpen ? byKey.GetValueOrDefault(entry.Key) : null;
            table.AddRow(
                Markup.Escape(entry.Experiment),
                entry.GivenUp is not null ? "given up" : entry.IsOpen ? entry.Status.ToString().ToLowerInvariant() : "waits",
                entry.Submission == 0 ? "" : await StagesAsync(entry.Experiment, log, ct),
                entry.Job ?? "",
                job is null ? "" : Markup.Escape($"{job.State.ToLowerInvariant()}{(job.Reason is "None" or "" ? "" : $" ({job.Reason})")}"),
                entry.Submission.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(entry.GivenUp ?? entry.End?.Reason ?? ""));
        }

        return table;
    }

    private static async Task<IReadOnlyList<SlurmJob>?> ListAsync(CancellationToken ct)
    {
        try
        {
            return await SlurmQueue.ListAsync(ct);
        }
        catch (Abstractions.InputException)
        {
            // A machine without Slurm's commands still has the store.
            return null;
        }
    }

    /// <summary>Number of complete stages, as far as the store has been told.</summary>
    private static async Task<string> StagesAsync(string experiment, IEventLog log, CancellationToken ct)
    {
        string[] others = [.. EventTypes.Default.Names.Where(name => name != stageCompleted)];
        var complete = await log.SelectAsync(new EventSelection(experiment, Without: others), ct).CountAsync(ct);
        return complete.ToString(CultureInfo.InvariantCulture);
    }

    private static int Rank(JobEntry entry) => entry.IsOpen ? 0 : entry.GivenUp is not null ? 1 : 2;
}
