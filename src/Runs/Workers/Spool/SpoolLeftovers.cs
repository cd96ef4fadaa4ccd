using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Events.Serialization;
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

            await RefuseLateAsync(folder, experiment, log, events);
            await log.AppendAsync(experiment, ExpectedVersion.Any, events);
        }

        File.Delete(folder.Spool);
    }

    /// <summary>
    /// A stage is complete once all events of its worker are in the log, so that the spool cannot hold new ones of it.
    /// </summary>
    private static async Task RefuseLateAsync(RunFolder folder, string experiment, IEventLog log, IReadOnlyList<NewEvent> events)
    {
        var (ids, complete) = (new HashSet<Guid>(), new HashSet<StageId>());
        await foreach (var stored in log.ReadStreamAsync(experiment))
        {
            ids.Add(stored.Id);
            if (stored.Decode() is StageCompleted completed)
            {
                complete.Add(completed.Stage);
            }
        }

        var late = events.Select(recorded => recorded.Data).OfType<IStageEvent>().FirstOrDefault(happened =>
            complete.Contains(happened.Stage) && !ids.Contains(EventIds.Derive(experiment, happened)));
        if (late is not null)
        {
            throw new InputException(
                folder.Spool,
                $"it holds a new event of stage {late.Stage} of experiment '{experiment}' ({EventNames.Of(late)}), which is complete.",
                "No worker wrote it. Find out where the file comes from, then move it away.");
        }
    }
}
