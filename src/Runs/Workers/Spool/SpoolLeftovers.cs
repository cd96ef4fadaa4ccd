using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>Events left in the spool by an earlier run, because its host had exited or the log could not be written.</summary>
internal static class SpoolLeftovers
{
    /// <summary>
    /// Appends the events to the log, before any others, and deletes the file. Events that the log already has are skipped.
    /// </summary>
    /// <exception cref="InputException">
    /// The spool is damaged or belongs to another store, or the store cannot be written. The file is kept.
    /// </exception>
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
