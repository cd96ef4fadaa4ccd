using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Stores;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// The log of a job on a node: the experiment's events so far, in a scratch store of the node's own, and a spool on the shared folder that
/// every new event is written to first. A run on it needs no database, and a job that is queued again finds what it had recorded.
/// </summary>
internal sealed class NodeLog : DelegatingEventLog
{
    private readonly DirectoryInfo folder;
    private readonly SpoolWriter spool;
    private readonly string experiment;
    private readonly JobFiles files;

    private NodeLog(IEventLog scratch, DirectoryInfo folder, string experiment, JobFiles files)
        : base(scratch)
    {
        (this.folder, this.experiment, this.files) = (folder, experiment, files);
        spool = new SpoolWriter(files.Spool);
    }

    /// <summary>Called after events were spooled.</summary>
    public Action Spooled { get; set; } = () => { };

    /// <summary>Opens the log of a submission.</summary>
    /// <exception cref="InputException">Another submission has its place, or one of its files is damaged.</exception>
    public static async Task<NodeLog> OpenAsync(string experiment, JobFiles files)
    {
        JobTicket.Require(files);
        var folder = Directory.CreateTempSubdirectory("lmmcl-job-");
        var scratch = EventLogs.Open(Path.Combine(folder.FullName, "events.db"));
        var log = new NodeLog(scratch, folder, experiment, files);
        foreach (var reader in new[] { new SpoolReader(files.History, kinds: null, "host"), JobSpool.Open(files.Spool) })
        {
            await scratch.AppendAsync(experiment, ExpectedVersion.Any, reader.ReadNew());
        }

        return log;
    }

    /// <inheritdoc/>
    public override async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        JobTicket.Require(files);
        if (stream != experiment)
        {
            throw new InvalidOperationException($"A job of '{experiment}' records nothing in '{stream}'.");
        }

        var result = await base.AppendAsync(stream, expectedVersion, events, ct);
        if (result.Appended > 0)
        {
            var fresh = ReadStreamAsync(stream, result.Version - result.Appended + 1, CancellationToken.None);
            spool.Append(await fresh.Select(stored => new NewEvent(stored.Decode(), stored.Timestamp)).ToListAsync(CancellationToken.None));
            Spooled();
        }

        return result;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        spool.Dispose();
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
