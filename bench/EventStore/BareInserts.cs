using SQLitePCL;

namespace LmmCl.EventStore.Bench;

/// <summary>The floor: prepared inserts of bytes that are ready into a table of one blob, in WAL mode with synchronous=FULL.</summary>
internal sealed class BareInserts : IPlainAppend
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt begin, insert, commit;

    internal BareInserts(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out database));
        Check(raw.sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
        Check(raw.sqlite3_exec(database, "CREATE TABLE bytes (sequence INTEGER PRIMARY KEY, data BLOB NOT NULL)"));
        Check(raw.sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", out begin));
        Check(raw.sqlite3_prepare_v2(database, "INSERT INTO bytes (data) VALUES (?)", out insert));
        Check(raw.sqlite3_prepare_v2(database, "COMMIT", out commit));
    }

    public void Append(IReadOnlyList<byte[]> rows)
    {
        Run(begin);
        foreach (var row in rows)
        {
            Check(raw.sqlite3_bind_blob(insert, 1, row));
            Run(insert);
        }

        Run(commit);
    }

    public void Dispose()
    {
        begin.Dispose();
        insert.Dispose();
        commit.Dispose();
        database.Dispose();
    }

    private static void Run(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement));
        raw.sqlite3_reset(statement);
    }

    private static void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new InvalidOperationException(raw.sqlite3_errstr(code).utf8_to_string());
    }
}
