using LmmCl.Abstractions;
using LmmCl.EventStore.Stores.Marten;
using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.EventStore.Stores;

/// <summary>Opens event logs by address or path.</summary>
public static class EventLogs
{
    /// <summary>True if the name is the address of a database, false if it is the path of a file.</summary>
    /// <exception cref="InputException">It is the address of something else; the message does not repeat it.</exception>
    public static bool IsAddress(string store) =>
        PostgresAddress.Names(store) || (LooksLikeAddress(store)
            ? throw new InputException("--store", "this is neither the path of a file nor the address of a store.", PostgresAddress.Example)
            : false);

    /// <summary>True if the name is an address with a password in it.</summary>
    /// <exception cref="InputException">The address cannot be read.</exception>
    public static bool HasPassword(string store) => IsAddress(store) && PostgresAddress.Parse(store).HasPassword;

    /// <summary>
    /// Opens a store for writing: the address of a PostgreSQL database, or the path of an SQLite file. Creates it if it does not exist.
    /// </summary>
    /// <param name="store">Address or path, such as <c>postgresql://user@host:5432/database</c> or <c>runs/events.db</c>.</param>
    /// <exception cref="InputException">
    /// The store cannot be opened; the message gives the reason and a remedy, and never includes a password.
    /// </exception>
    public static IEventLog Open(string store) =>
        IsAddress(store) ? MartenEventLog.OpenAsync(store).GetAwaiter().GetResult() : SqliteEventLog.Open(store);

    /// <summary>Opens an existing store for reading or appending. Never creates one: null if it does not exist.</summary>
    /// <param name="store">As for <see cref="Open"/>.</param>
    /// <exception cref="InputException">The store exists and cannot be opened.</exception>
    public static IEventLog? OpenIfThere(string store) =>
        IsAddress(store) ? MartenEventLog.OpenIfThereAsync(store).GetAwaiter().GetResult() : SqliteEventLog.OpenIfThere(store);

    /// <summary>
    /// Opens an existing store for a command that only reads it; if the file or its folder cannot be written, in the way of
    /// <see cref="OpenForAudit"/>.
    /// </summary>
    /// <param name="store">As for <see cref="Open"/>.</param>
    /// <exception cref="InputException">The store exists and cannot be opened.</exception>
    public static IEventLog? OpenForReading(string store)
    {
        try
        {
            return OpenIfThere(store);
        }
        catch (InputException refusal) when (SqliteErrors.IsForLackOfPermission(refusal))
        {
            return OpenForAudit(store);
        }
    }

    /// <summary>
    /// Opens an existing store for an audit: null if it does not exist. Nothing is written beside an SQLite file, and its log refuses
    /// appends.
    /// </summary>
    /// <param name="store">As for <see cref="Open"/>.</param>
    /// <exception cref="InputException">The store exists and cannot be opened.</exception>
    public static IEventLog? OpenForAudit(string store) =>
        IsAddress(store) ? MartenEventLog.OpenIfThereAsync(store).GetAwaiter().GetResult() : SqliteSnapshot.OpenIfThere(store);

    /// <summary>
    /// True for a mistyped or foreign scheme (<c>postgre://user:secret@host/db</c>), and for a connection string: taken for the name of a
    /// file, it would put a password into the name, and into every message about it.
    /// </summary>
    private static bool LooksLikeAddress(string store) =>
        store.Contains("://", StringComparison.Ordinal)
        || store.Contains("password=", StringComparison.OrdinalIgnoreCase)
        || store.Contains("pwd=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a store for display and records, without the password.</summary>
    public static string Display(string store) => IsAddress(store) ? PostgresAddress.Parse(store).ToString() : store;
}
