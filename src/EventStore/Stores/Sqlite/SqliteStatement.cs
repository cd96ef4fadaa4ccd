using SQLitePCL;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    internal SqliteStatement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    internal SqliteStatement Bind(int parameter, string value)
    {
        database.Check(raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    internal SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        database.Check(raw.sqlite3_bind_text(statement, parameter, utf8));
        return this;
    }

    internal SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Advances to the next row; false if there is none.</summary>
    internal bool Step()
    {
        var code = raw.sqlite3_step(statement);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Steps once and resets the statement for its next use.</summary>
    internal void Run()
    {
        var code = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        database.Check(code);
    }

    internal void Reset() => raw.sqlite3_reset(statement);

    internal long Number(int column) => raw.sqlite3_column_int64(statement, column);

    internal string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <summary>The stored bytes of a text or a blob.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
