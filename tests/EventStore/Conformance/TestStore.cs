using LmmCl.Events.Serialization;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Stores.Marten;
using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.EventStore.Tests.Conformance;

/// <summary>A store of its own for one test, gone after it.</summary>
internal abstract class TestStore : IAsyncDisposable
{
    /// <summary>What <see cref="EventLogs.Open"/> knows it by.</summary>
    internal abstract string Name { get; }

    /// <summary>The store, opened.</summary>
    internal IEventLog Log { get; private protected set; } = null!;

    internal async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        Log = OpenAnother();
    }

    /// <summary>The same store, opened as another process would.</summary>
    internal IEventLog OpenAnother() => EventLogs.Open(Name);

    /// <summary>The same store, opened by a build that knows other kinds of events.</summary>
    internal IEventLog OpenAnother(EventTypes types) => EventLogs.IsAddress(Name)
        ? MartenEventLog.OpenAsync(Name, types).GetAwaiter().GetResult()
        : SqliteEventLog.Open(Name, types);

    internal async Task<List<StoredEvent>> AllAsync()
    {
        var all = new List<StoredEvent>();
        await foreach (var stored in Log.ReadAllAsync())
            all.Add(stored);
        return all;
    }

    public abstract ValueTask DisposeAsync();
}
