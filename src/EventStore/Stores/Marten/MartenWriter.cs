using JasperFx.Events;
using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;
using Marten;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>
/// Writes appends, several in one transaction. Used by one caller at a time; other processes wait for the lock in the database.
/// </summary>
internal sealed class MartenWriter(
    IDocumentStore store, MartenStreams table, EventTypes types, Func<Exception, Exception> describe, Action reconnect)
{
    private readonly Dictionary<string, GrowingStream> streams = new(StringComparer.Ordinal);

    /// <summary>Writes all appends in one transaction; refused ones leave nothing. When it returns, each is completed.</summary>
    internal async ValueTask CommitAsync(IReadOnlyList<PendingAppend> appends)
    {
        try
        {
            await WriteAsync(appends).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            streams.Clear();
            var described = describe(failure);
            foreach (var append in appends)
                append.Fail(described);
            return;
        }

        foreach (var append in appends)
            append.Complete();
    }

    private async Task WriteAsync(IReadOnlyList<PendingAppend> appends)
    {
        var session = await TakeTurnAsync(appends).ConfigureAwait(false);
        await using var owned = session.ConfigureAwait(false);
        var contents = await ReadKnownAsync(session, appends).ConfigureAwait(false);
        var growth = new Dictionary<string, (long From, List<IEvent> Rows)>(StringComparer.Ordinal);
        var results = new List<(PendingAppend Append, long Version, int Appended, IEvent? Last)>();
        foreach (var append in appends)
        {
            var state = streams[append.Stream];
            try
            {
                var fresh = state.SelectNew(append, version => contents[(append.Stream, version)]);
                if (fresh.Count > 0 && !growth.ContainsKey(append.Stream))
                    growth[append.Stream] = (state.Version, []);
                foreach (var (happened, link) in fresh.Zip(state.Extend(fresh)))
                {
                    contents[(append.Stream, link.Version)] = happened;
                    growth[append.Stream].Rows.Add(ChainedEvent.From(happened, link));
                }

                results.Add((append, state.Version, fresh.Count, fresh.Count == 0 ? null : growth[append.Stream].Rows[^1]));
            }
            catch (Exception refusal) when (refusal is WrongExpectedVersionException or EventIdReusedException)
            {
                append.Refused(refusal);
            }
        }

        foreach (var (stream, (from, rows)) in growth)
        {
            session.Events.Append(stream, streams[stream].Version, rows);
            table.Move(session, streams[stream], isNew: from == 0);
        }

        if (growth.Count > 0)
            table.Announce(session);
        await session.SaveChangesAsync().ConfigureAwait(false);
        foreach (var (append, version, appended, last) in results)
            append.Written(new(version, appended, last?.Sequence ?? 0));
    }

    /// <summary>
    /// Opens a session that holds the write lock, with the stream states brought up to date. A connection broken by a server restart is
    /// detected here, before anything is written, and replaced once.
    /// </summary>
    private async Task<IDocumentSession> TakeTurnAsync(IReadOnlyList<PendingAppend> appends)
    {
        string[] names = [.. appends.Select(append => append.Stream).Distinct()];
        for (var attempt = 1; ; attempt++)
        {
            var session = store.LightweightSession();
            try
            {
                await session.BeginTransactionAsync(default).ConfigureAwait(false);
                var heads = (await table.TakeTurnAsync(session, names, default).ConfigureAwait(false)).ToDictionary(head => head.Stream);
                foreach (var name in names)
                    await CatchUpAsync(session, name, heads.GetValueOrDefault(name)).ConfigureAwait(false);
                return session;
            }
            catch (Exception failure)
            {
                await session.DisposeAsync().ConfigureAwait(false);
                if (attempt > 1 || !PostgresErrors.ConnectionWasLost(failure))
                    throw;
                reconnect();
            }
        }
    }

    private async Task CatchUpAsync(IDocumentSession session, string name, StreamHead? head)
    {
        // A database restored from a backup can be behind this process: start again from its state.
        if (!streams.TryGetValue(name, out var state) || (head?.Version ?? 0) < state.Version)
            streams[name] = state = new GrowingStream(name, types);
        if (head is not null && head.Version != state.Version)
            await table.CatchUpAsync(session, state, head, default).ConfigureAwait(false);
    }

    /// <summary>Reads the stored content of repeated ids.</summary>
    private async Task<Dictionary<(string Stream, long Version), EncodedEvent>> ReadKnownAsync(
        IDocumentSession session, IReadOnlyList<PendingAppend> appends)
    {
        var contents = new Dictionary<(string, long), EncodedEvent>();
        var known = appends.SelectMany(append => append.Events, (append, happened) =>
            (append.Stream, Version: streams[append.Stream].TryFind(happened.Id, out var version) ? version : 0));
        foreach (var again in known.Where(found => found.Version > 0).GroupBy(found => found.Stream, found => found.Version))
            await table.ReadContentAsync(session, again.Key, [.. again], contents, default).ConfigureAwait(false);
        return contents;
    }
}
