using LmmCl.Abstractions;
using SQLitePCL;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>User-facing messages for SQLite result codes.</summary>
internal static class SqliteErrors
{
    /// <summary>The error of an append that failed and could not be rolled back.</summary>
    internal static InputException NotRolledBack(string path, Exception failure) => new(
        path,
        "an append failed and could not be rolled back, so the event store takes no more events until it is opened again.",
        $"The failure: {failure.Message}",
        failure);

    internal static InputException Describe(string path, int code, string detail) => (code & 0xff) switch
    {
        raw.SQLITE_NOTADB =>
            new(path, "is not an SQLite database, or its first page is damaged.", "Name another file, or restore it from a copy."),
        raw.SQLITE_CORRUPT => new(path, $"the database is damaged ({detail}).", "Run 'lmmcl audit verify' and restore it from a copy."),
        raw.SQLITE_READONLY => new(
            path,
            "the event store is read-only.",
            "Make the file and its folder writable, or name another store.",
            new NoPermission(detail)),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => new(
            path, "access to the event store is denied.", "Check the permissions of the file and its folder.", new NoPermission(detail)),
        raw.SQLITE_FULL =>
            new(path, "no room is left on the disk; nothing of this append was stored.", "Free some space and run the command again."),
        raw.SQLITE_IOERR => new(
            path,
            $"reading or writing the event store failed ({detail}); nothing of this append was stored.",
            "Check the disk, then run the command again."),
        raw.SQLITE_CANTOPEN => new(
            path,
            "the event store cannot be opened.",
            "Check that the folder exists and that the path is a file.",
            new NoPermission(detail)),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new(path, "another process has held the event store for more than 30 seconds.", "End it, or wait for it."),
        raw.SQLITE_CONSTRAINT => new(path, $"the event store refused a change ({detail}).", "Events can only be appended."),
        _ => new(path, $"SQLite answered {code} ({detail})."),
    };

    /// <summary>True if a store was refused because it, or a file that SQLite needs beside it, cannot be written.</summary>
    internal static bool IsForLackOfPermission(InputException refusal) => refusal.InnerException is NoPermission;

    private sealed class NoPermission(string detail) : Exception(detail);
}
