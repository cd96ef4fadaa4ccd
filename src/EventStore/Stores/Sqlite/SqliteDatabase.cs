using SQLitePCL;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>One connection to a database file.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Timeout of a statement that waits for another connection.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    private readonly sqlite3 handle;
    private delegate_authorizer? refusal;

    static SqliteDatabase() => Batteries_V2.Init();

    /// <exception cref="LmmCl.Abstractions.InputException">The file cannot be opened.</exception>
    internal SqliteDatabase(string path, bool create)
        : this(path, path, raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0))
    {
    }

    private SqliteDatabase(string path, string name, int flags)
    {
        Path = path;
        var code = raw.sqlite3_open_v2(name, out handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteErrors.Describe(path, code, raw.sqlite3_errstr(code).utf8_to_string());
            handle?.Dispose();
            throw failure;
        }

        raw.sqlite3_busy_timeout(handle, (int)BusyTimeout.TotalMilliseconds);
    }

    internal string Path { get; }

    /// <summary>Opens a file that nobody writes to, without a lock, a write-ahead log or any other file beside it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shownAs">Its path in errors.</param>
    /// <exception cref="LmmCl.Abstractions.InputException">The file cannot be opened.</exception>
    internal static SqliteDatabase OpenImmutable(string file, string shownAs)
    {
        var path = string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return new(shownAs, $"file:///{path.TrimStart('/')}?immutable=1", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI);
    }

    internal SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        return new SqliteStatement(this, statement);
    }

    internal void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Executes a statement; false if another connection holds the lock.</summary>
    internal bool TryExecute(string sql)
    {
        var code = raw.sqlite3_exec(handle, sql);
        if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return false;
        }

        Check(code);
        return true;
    }

    /// <summary>
    /// Rolls back the open transaction. False if that failed: then only closing the connection undoes it, and nothing more can be written.
    /// </summary>
    internal bool TryRollBack() =>
        raw.sqlite3_get_autocommit(handle) != 0 || raw.sqlite3_exec(handle, "ROLLBACK") == raw.SQLITE_OK;

    /// <summary>Makes every later rollback fail.</summary>
    internal void RefuseRollbacks()
    {
        refusal = (_, action, operation, _, _, _) =>
            action == raw.SQLITE_TRANSACTION && operation.utf8_to_string() == "ROLLBACK" ? raw.SQLITE_DENY : raw.SQLITE_OK;
        Check(raw.sqlite3_set_authorizer(handle, refusal, null));
    }

    internal long ReadNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Makes the statement that another thread executes on this connection fail as soon as possible.</summary>
    internal void Interrupt() => raw.sqlite3_interrupt(handle);

    internal void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        throw SqliteErrors.Describe(Path, code, raw.sqlite3_errmsg(handle).utf8_to_string());
    }

    public void Dispose() => handle.Dispose();
}
