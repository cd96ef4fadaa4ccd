using LmmCl.Abstractions;
using LmmCl.EventStore.Stores.Marten;
using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.EventStore.Stores;

/// <summary>Opens event logs by what a user calls them.</summary>
public static class EventLogs
{
    /// <summary>True for the address of a database; false for the path of a file.</summary>
    public static bool IsAddress(string store) => PostgresAddress.Names(store);

    /// <summary>
    /// Opens a store for writing: the address of a PostgreSQL database, or the path of an SQLite file. It is created if it is not there.
    /// </summary>
    /// <param name="store">Such as <c>postgresql://user@host:5432/database</c> or <c>runs/events.db</c>.</param>
    /// <exception cref="InputException">It cannot be opened; the message says why and what to do. Passwords are not part of it.</exception>
    public static IEventLog Open(string store) =>
        IsAddress(store) ? MartenEventLog.OpenAsync(store).GetAwaiter().GetResult() : SqliteEventLog.Open(store);

    /// <summary>Opens a store for reading, or to go on with it: creates nothing. Null if it is not there.</summary>
    /// <param name="store">As for <see cref="Open"/>.</param>
    /// <exception cref="InputException">It is there and cannot be opened.</exception>
    public static IEventLog? OpenIfThere(string store) =>
        IsAddress(store) ? MartenEventLog.OpenIfThereAsync(store).GetAwaiter().GetResult() : SqliteEventLog.OpenIfThere(store);

    /// <summary>The name of a store as it may be shown and recorded: without a password.</summary>
    public static string Display(string store) => IsAddress(store) ? PostgresAddress.Parse(store).ToString() : store;
}
