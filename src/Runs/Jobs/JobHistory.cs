using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Jobs;

/// <summary>Copies an experiment's events to a file, for a node that cannot reach the store.</summary>
internal static class JobHistory
{
    /// <summary>Writes the events that the log has; none for a new experiment.</summary>
    public static async Task WriteAsync(JobFiles files, string experiment, IEventLog log, CancellationToken ct)
    {
        var lines = new List<byte[]>();
        await foreach (var stored in log.ReadVerifiedAsync(experiment, ct))
        {
            lines.Add(SpoolLine.Of(new NewEvent(stored.Decode(), stored.Timestamp)));
        }

        DurableFile.WriteShared(files.History, stream => lines.ForEach(line => stream.Write(line)));
    }
}
