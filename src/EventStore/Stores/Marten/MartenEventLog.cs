using System.Runtime.CompilerServices;
using JasperFx;
using JasperFx.Events;
using LmmCl.Abstractions;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;
using LmmCl.EventStore.Reading;
using Marten;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// An event log in a PostgreSQL database, in Marten's tables: concurrent appends are committed together, and writers on any number of
/// machines take turns. docs/adr/0010-marten.md describes how order and hashes are kept.
/// </summary>
public sealed class MartenEventLog : IEventLog
{
    private const int PageSize = 2048;

    private readonly PostgresAddress address;
    private readonly EventTypes types;
    private readonly NpgsqlDataSource source;
    private readonly DocumentStore store;
    private readonly MartenSchema schema;
    private readonly MartenStreams streams;
    private readonly MartenSelections selections;
    private readonly AppendQueue appends;

    private MartenEventLog(PostgresAddress address, EventTypes types)
    {
        this.address = address;
        this.types = types;
        source = NpgsqlDataSource.Create(address.ConnectionString);
        store = DocumentStore.For(options =>
        {
            options.Connection(source);
            options.DatabaseSchemaName = address.Schema;
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = EventAppendMode.Rich;
            options.Events.AddEventType<ChainedEvent>();
        });
        schema = new MartenSchema(address.Schema);
        streams = new MartenStreams(address.Schema, types);
        selections = new MartenSelections(address.Schema);
        appends = new AppendQueue(new MartenWriter(store, streams, types, Described, source.Clear).CommitAsync);
    }

    /// <summary>Opens the store in a database, creating its tables if they do not exist.</summary>
    /// <param name="address">Address of the database, such as <c>postgresql://user@host:5432/database</c>.</param>
    /// <param name="types">Event kinds; by default all of this build.</param>
    /// <exception cref="InputException">
    /// The database cannot be reached or written, holds something else, or has another schema version.
    /// </exception>
    public static async Task<MartenEventLog> OpenAsync(string address, EventTypes? types = null) =>
        (await OpenAsync(address, types, create: true).ConfigureAwait(false))!;

    /// <summary>Opens an existing store in a database; null if its tables do not exist. Creates nothing.</summary>
    /// <param name="address">Address of the database, such as <c>postgresql://user@host:5432/database</c>.</param>
    /// <param name="types">Event kinds; by default all of this build.</param>
    /// <exception cref="InputException">The database cannot be reached, or has another schema version.</exception>
    public static Task<MartenEventLog?> OpenIfThereAsync(string address, EventTypes? types = null) =>
        OpenAsync(address, types, create: false);

    private static async Task<MartenEventLog?> OpenAsync(string address, EventTypes? types, bool create)
    {
        var log = new MartenEventLog(PostgresAddress.Parse(address), types ?? EventTypes.Default);
        try
        {
            if (await log.schema.CreateOrCheckAsync(log.store, log.address, create).ConfigureAwait(false))
                return log;
            await log.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception failure)
        {
            await log.DisposeAsync().ConfigureAwait(false);
            if (ReferenceEquals(log.Described(failure), failure))
                throw;
            throw log.Described(failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        return appends.Add(PendingAppend.From(stream, expectedVersion, events, types));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default) =>
        Pages.ReadAsync(
        fromVersion,
        async from => await ReadAsync(session => MartenReader.StreamAsync(session, stream, from, PageSize, ct)).ConfigureAwait(false),
        last => last.Version + 1,
        ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default) => Pages.ReadAsync(
        afterSequence,
        async after => await ReadAsync(session => MartenReader.AllAsync(session, after, PageSize, ct)).ConfigureAwait(false),
        last => last.Sequence,
        ct);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default) => Pages.ReadAsync(
        0,
        async after => await ReadAsync(session => selections.ReadAsync(session, selection, after, ct)).ConfigureAwait(false),
        last => selection.Stream is null ? last.Sequence : last.Version,
        ct);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, [EnumeratorCancellation] CancellationToken ct)
    {
        var signal = new AppendSignal(address);
        await using var owned = signal.ConfigureAwait(false);
        await signal.ListenAsync(ct).ConfigureAwait(false);
        await foreach (var stored in Pages.FollowAsync(this, afterSequence, signal.WaitAsync, ct).ConfigureAwait(false))
            yield return stored;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default) =>
        await ReadAsync(session => streams.ListAsync(session, null, ct)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default) =>
        (await ReadAsync(session => streams.ListAsync(session, stream, ct)).ConfigureAwait(false)).SingleOrDefault();

    /// <inheritdoc/>
    public async ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default)
    {
        try
        {
            return await new MartenFaults(address.Schema).FindAsync(store).ConfigureAwait(false);
        }
        catch (Exception failure) when (PostgresErrors.Describe(address, failure) is { } described)
        {
            return BadPosition.OfStore(described.Message);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!await appends.CloseAsync().ConfigureAwait(false))
            return;
        await store.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads in a session of its own, retrying once with a new connection if the server was restarted.</summary>
    private async Task<T> ReadAsync<T>(Func<IQuerySession, Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var session = store.QuerySession();
                await using var owned = session.ConfigureAwait(false);
                return await read(session).ConfigureAwait(false);
            }
            catch (Exception failure) when (attempt > 1 || !PostgresErrors.ConnectionWasLost(failure))
            {
                if (ReferenceEquals(Described(failure), failure))
                    throw;
                throw Described(failure);
            }
            catch (Exception)
            {
                source.Clear();
            }
        }
    }

    private Exception Described(Exception failure) => PostgresErrors.Describe(address, failure) ?? failure;
}
