using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>What an earlier run's worker told when nobody was there to take it into the log, or the log took nothing.</summary>
internal static class SpoolLeftovers
{
    /// <summary>Appends it to the log, before anything else is, and removes the file. What the log has already is left out.</summary>
    /// <exception cref="InputException">The spool is damaged or of another store, or the store takes nothing. The file stays.</exception>
    public static async Task IngestAsync(RunFolder folder, string experiment, IEventLog log)
    {
        if (!File.Exists(folder.Spool))
        {
            return;
        }

        if (new SpoolReader(folder.Spool).ReadNew() is { Count: > 0 } events)
        {
            if (await log.FindStreamAsync(experiment) is null)
            {
                throw new InputException(
                    folder.Spool,
                    $"it holds events of experiment '{experiment}', which the store does not have.",
                    "Name the store that the experiment began in with --store, or move the file away to begin anew.");
            }

            await log.AppendAsync(experiment, ExpectedVersion.Any, events);
        }

        File.Delete(folder.Spool);
    }
}
