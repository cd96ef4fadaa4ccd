using System.Runtime.InteropServices;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>Writes appends, several in one transaction. Used by one thread at a time.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly EventTypes types;
    private readonly Dictionary<string, SqliteStream> streams = new(StringComparer.Ordinal);
    private readonly SqliteStatement begin, commit, lastSequence, findStream, addStream, moveHead, readIds, readEvent;
    private readonly EventInsert addEvents;

    internal SqliteWriter(SqliteDatabase database, EventTypes types)
    {
        this.database = database;
        this.types = types;
        database.Execute("PRAGMA synchronous = FULL");

        // A checkpoint writes pages a second time; four times the default interval is still only 16 MB of log.
        database.ReadNumber("PRAGMA wal_autocheckpoint = 4000");
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        lastSequence = database.Prepare("SELECT coalesce(max(sequence), 0) FROM events");
        findStream = database.Prepare("SELECT id, version, hash FROM streams WHERE name = ?");
        addStream = database.Prepare("INSERT INTO streams (name, version, hash) VALUES (?, 0, zeroblob(32)) RETURNING id");
        moveHead = database.Prepare("UPDATE streams SET version = ?, hash = ? WHERE id = ?");
        readIds = database.Prepare("SELECT id, version, type FROM events WHERE stream = ? AND version > ?");
        readEvent = database.Prepare("SELECT id, type, schema, data FROM events WHERE stream = ? AND version = ?");
        addEvents = new EventInsert(database);
    }

    private SqliteStatement[] Statements => [begin, commit, lastSequence, findStream, addStream, moveHead, readIds, readEvent];

    /// <summary>Writes all appends in one transaction; refused ones leave nothing. When it returns, each is completed.</summary>
    /// <exception cref="LmmCl.Abstractions.InputException">Nothing was written, and the connection can no longer write.</exception>
    internal void Commit(IReadOnlyList<PendingAppend> appends)
    {
        try
        {
            begin.Run();
            lastSequence.Step();
            var sequence = lastSequence.Number(0);
            lastSequence.Reset();
            foreach (var append in appends)
            {
                try
                {
                    append.Written(Write(append, ref sequence));
                }
                catch (Exception refusal) when (refusal is WrongExpectedVersionException or EventIdReusedException)
                {
                    append.Refused(refusal);
                }
            }

            commit.Run();
        }
        catch (Exception failure)
        {
            streams.Clear();
            foreach (var statement in Statements)
                statement.Reset();
            addEvents.Reset();
            if (!database.TryRollBack())
                throw SqliteErrors.NotRolledBack(database.Path, failure);
            foreach (var append in appends)
                append.Fail(failure);
            return;
        }

        foreach (var append in appends)
            append.Complete();
    }

    internal void LimitPages(long pages) => database.ReadNumber($"PRAGMA max_page_count = {pages}");

    internal void RefuseRollbacks() => database.RefuseRollbacks();

    private AppendResult Write(PendingAppend append, ref long sequence)
    {
        var state = Find(append.Stream);
        var fresh = state.SelectNew(append, version => Stored(state.Row, version));
        if (fresh.Count == 0)
            return new(state.Version, 0, 0);
        if (state.Row == 0)
            state.Row = AddStream(append.Stream);

        var links = state.Extend(fresh);
        addEvents.Run(state.Row, sequence + 1, CollectionsMarshal.AsSpan(fresh), links);
        sequence += fresh.Count;
        moveHead.Bind(1, state.Version).BindBlob(2, state.Hash).Bind(3, state.Row).Run();
        return new(state.Version, fresh.Count, sequence);
    }

    /// <summary>The current state of the stream; other processes may have appended to it.</summary>
    private SqliteStream Find(string stream)
    {
        if (!streams.TryGetValue(stream, out var state))
            streams[stream] = state = new SqliteStream(stream, types);
        if (findStream.Bind(1, stream).Step())
        {
            state.Row = findStream.Number(0);
            var version = findStream.Number(1);
            if (version != state.Version)
            {
                CatchUp(state);
                state.MoveTo(version, findStream.Bytes(2).ToArray());
            }
        }

        findStream.Reset();
        return state;
    }

    /// <summary>Loads the ids that other processes have added.</summary>
    private void CatchUp(SqliteStream state)
    {
        readIds.Bind(1, state.Row).Bind(2, state.Version);
        while (readIds.Step())
        {
            var version = readIds.Number(1);
            state.Know(new Guid(readIds.Bytes(0), bigEndian: true), version);
            if (types.HasOldShapes(readIds.Text(2)))
                state.KnowInTodaysShape(Stored(state.Row, version), version);
        }

        readIds.Reset();
    }

    private EncodedEvent Stored(long stream, long version)
    {
        readEvent.Bind(1, stream).Bind(2, version).Step();
        var id = new Guid(readEvent.Bytes(0), bigEndian: true);
        var stored = new EncodedEvent(id, readEvent.Text(1), (int)readEvent.Number(2), default, readEvent.Bytes(3).ToArray());
        readEvent.Reset();
        return stored;
    }

    private long AddStream(string stream)
    {
        addStream.Bind(1, stream).Step();
        var row = addStream.Number(0);
        addStream.Step();
        addStream.Reset();
        return row;
    }

    public void Dispose()
    {
        foreach (var statement in Statements)
            statement.Dispose();
        addEvents.Dispose();
        database.Dispose();
    }
}
