using LmmCl.Abstractions;
using SQLitePCL;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>
/// Tables and guards. Events can only be inserted; a stream's head can only move forward. The writer assigns sequence numbers inside its
/// transaction, so a rolled-back append leaves no gap. Ids have no index: they are random, so each insert would touch a different page;
/// instead the writer keeps the ids of the streams it writes to.
/// </summary>
internal static class SqliteSchema
{
    internal const int Version = 1;

    /// <summary>"LmCl", which identifies the file as an event store.</summary>
    internal const int ApplicationId = 0x4C6D436C;

    private const int SmallestPage = 512;

    private static readonly string[] Statements =
    [
        """
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, hash BLOB NOT NULL) STRICT
        """,
        """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY, stream INTEGER NOT NULL, version INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL,
            schema INTEGER NOT NULL, timestamp INTEGER NOT NULL, data TEXT NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL,
            UNIQUE (stream, version)) STRICT
        """,
        "CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
        "CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
        "CREATE TRIGGER streams_are_never_deleted BEFORE DELETE ON streams BEGIN SELECT RAISE(ABORT, 'streams are append-only'); END",
        """
        CREATE TRIGGER heads_only_move_forward BEFORE UPDATE ON streams
            WHEN NEW.version <= OLD.version OR NEW.name <> OLD.name OR NEW.id <> OLD.id
            BEGIN SELECT RAISE(ABORT, 'a stream only grows'); END
        """,
    ];

    /// <summary>Refuses a file that SQLite would treat as empty and overwrite, because it is shorter than its smallest page.</summary>
    /// <exception cref="InputException">The file is too short to be a database.</exception>
    internal static void RefuseFragment(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 and < SmallestPage })
            throw SqliteErrors.Describe(path, raw.SQLITE_NOTADB, "");
    }

    /// <summary>
    /// Creates the store in an empty file, or checks that the file is a store. False if it is empty and must not become one.
    /// </summary>
    /// <exception cref="InputException">The file belongs to another program, or has another schema version.</exception>
    internal static bool CreateOrCheck(SqliteDatabase database, bool mayCreate)
    {
        if (IsEmpty(database))
        {
            if (!mayCreate)
                return false;
            UseWriteAheadLog(database);
            database.Execute("BEGIN IMMEDIATE");
            try
            {
                if (IsEmpty(database))
                {
                    foreach (var statement in Statements)
                        database.Execute(statement);
                    database.Execute($"PRAGMA application_id = {ApplicationId}");
                    database.Execute($"PRAGMA user_version = {Version}");
                }

                database.Execute("COMMIT");
            }
            catch
            {
                database.TryRollBack();
                throw;
            }
        }

        if (database.ReadNumber("PRAGMA application_id") != ApplicationId)
            throw new InputException(database.Path, "is an SQLite database, but not an event store.", "Name another file.");
        var version = database.ReadNumber("PRAGMA user_version");
        if (version != Version)
            throw new InputException(
                database.Path,
                $"the event store has schema version {version}; this build reads version {Version}.",
                "Use the build that wrote it.");
        return true;
    }

    /// <summary>The first difference from the tables and guards that this build creates; null if there is none.</summary>
    internal static string? FindFault(SqliteDatabase database)
    {
        using var integrity = database.Prepare("PRAGMA integrity_check(1)");
        if (integrity.Step() && integrity.Text(0) is var answer and not "ok")
            return answer;
        using var untouched = new SqliteDatabase(":memory:", create: true);
        foreach (var statement in Statements)
            untouched.Execute(statement);
        var (found, made) = (Objects(database), Objects(untouched));
        if (made.Except(found).FirstOrDefault() is { } missing)
            return $"the store no longer has: {missing}";
        return found.Except(made).FirstOrDefault() is { } added ? $"somebody added: {added}" : null;
    }

    private static List<string> Objects(SqliteDatabase database)
    {
        const string Rows = "SELECT concat_ws(' ', quote(type), quote(name), quote(tbl_name), quote(sql)) FROM sqlite_schema";
        using var schema = database.Prepare(Rows);
        var found = new List<string>();
        while (schema.Step())
            found.Add(schema.Text(0));
        return found;
    }

    /// <summary>
    /// Switches to write-ahead logging, with retries: SQLite does not wait for other connections to change the journal mode, which collides
    /// when several processes open a new store at once.
    /// </summary>
    private static void UseWriteAheadLog(SqliteDatabase database)
    {
        const string Switch = "PRAGMA journal_mode = WAL";
        var until = Environment.TickCount64 + (long)SqliteDatabase.BusyTimeout.TotalMilliseconds;
        while (!database.TryExecute(Switch))
        {
            if (Environment.TickCount64 > until)
            {
                database.Execute(Switch);
            }

            Thread.Sleep(5);
        }
    }

    private static bool IsEmpty(SqliteDatabase database) =>
        database.ReadNumber("PRAGMA application_id") == 0 && database.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0;
}
