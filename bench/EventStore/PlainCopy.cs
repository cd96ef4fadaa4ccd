using LmmCl.EventStore.Tests.Postgres;
using Npgsql;

namespace LmmCl.EventStore.Bench;

/// <summary>The floor in PostgreSQL: binary COPY of ready bytes into a table of one column, one COPY a transaction.</summary>
internal sealed class PlainCopy : IPlainAppend
{
    private readonly NpgsqlConnection connection;
    private readonly string table;

    internal PlainCopy(string name, PostgresServer server)
    {
        table = name;
        connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        var columns = "sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, data bytea NOT NULL";
        using var create = new NpgsqlCommand($"CREATE TABLE {table} ({columns})", connection);
        create.ExecuteNonQuery();
    }

    public void Append(IReadOnlyList<byte[]> rows)
    {
        using var copy = connection.BeginBinaryImport($"COPY {table} (data) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(row);
        }

        copy.Complete();
    }

    public void Dispose() => connection.Dispose();
}
