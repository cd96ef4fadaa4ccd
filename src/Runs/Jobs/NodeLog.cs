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
internal sealed class NodeLog : IEventLog
{
    private readonly IEventLog scratch;
    private readonly DirectoryInfo folder;
    private readonly SpoolWriter spool;
    private readonly string experiment;
    private readonly JobFiles files;

    private NodeLog(IEventLog scratch, DirectoryInfo folder, string experiment, JobFiles files)
    {
        (this.scratch, this.folder, this.experiment, this.files) = (scratch, folder, experiment, files);
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
    public async ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        JobTicket.Require(files);
        if (stream != experiment)
        {
            throw new InvalidOperationException($"A job of '{experiment}' records nothing in '{stream}'.");
        }

        var result = await scratch.AppendAsync(stream, expectedVersion, events, ct);
        if (result.Appended > 0)
        {
            var fresh = scratch.ReadStreamAsync(stream, result.Version - result.Appended + 1, CancellationToken.None);
            spool.Append(await fresh.Select(stored => new NewEvent(stored.Decode(), stored.Timestamp)).ToListAsync(CancellationToken.None));
            Spooled();
        }

        return result;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        scratch.ReadStreamAsync(stream, fromVersion, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) =>
        scratch.ReadAllAsync(afterSequence, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) =>
        scratch.SelectAsync(selection, ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct) => scratch.FollowAsync(afterSequence, ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) => scratch.ListStreamsAsync(ct);

    /// <inheritdoc/>
    public ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) => scratch.FindStreamAsync(stream, ct);

    /// <inheritdoc/>
    public ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default) => scratch.FindStorageFaultAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        spool.Dispose();
        await scratch.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
