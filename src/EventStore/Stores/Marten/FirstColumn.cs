using Marten;
using Npgsql;

namespace LmmCl.EventStore.Stores.Marten;

/// <summary>The first column of a query result, as strings.</summary>
internal static class FirstColumn
{
    internal static async Task<List<string>> ReadAsync(IDocumentStore store, string sql)
    {
        var session = store.QuerySession();
        await using var owned = session.ConfigureAwait(false);
        await using var rows = await session.ExecuteReaderAsync(new NpgsqlCommand(sql)).ConfigureAwait(false);
        var values = new List<string>();
        while (await rows.ReadAsync().ConfigureAwait(false))
            values.Add(rows.GetString(0));
        return values;
    }
}
