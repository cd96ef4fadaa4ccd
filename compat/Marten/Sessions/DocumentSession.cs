using System.Data.Common;
using JasperFx.Events;
using Marten.Events;
using Marten.Storage;
using Npgsql;

namespace Marten.Sessions;

/// <summary>One unit of work.</summary>
internal sealed class DocumentSession : IDocumentSession
{
    private readonly SessionConnection connection;
    private readonly SessionEvents events;
    private readonly EventWriter writer;
    private readonly List<(string Sql, object[] Values)> commands = [];

    internal DocumentSession(SessionConnection connection, string schema, EventMappings mappings)
    {
        this.connection = connection;
        events = new SessionEvents(new EventReader(connection, schema, mappings), mappings);
        writer = new EventWriter(connection, schema);
    }

    public IEventStoreOperations Events => events;

    Marten.Events.IQueryEventStore IQuerySession.Events => events;

    public void QueueSqlCommand(string sql, params object[] parameterValues) => commands.Add((sql, parameterValues));

    public ValueTask BeginTransactionAsync(CancellationToken token) => connection.BeginAsync(token);

    public Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken token = default) => connection.ExecuteAsync(command, token);

    public Task<DbDataReader> ExecuteReaderAsync(NpgsqlCommand command, CancellationToken token = default) =>
        connection.ReadAsync(command, token);

    public async Task SaveChangesAsync(CancellationToken token = default)
    {
        var streams = events.TakePending();
        if (streams.Count == 0 && commands.Count == 0)
            return;
        await connection.BeginAsync(token).ConfigureAwait(false);
        await writer.WriteAsync(streams, commands, token).ConfigureAwait(false);
        commands.Clear();
        await connection.CommitAsync(token).ConfigureAwait(false);
    }

    public void Dispose() => connection.Dispose();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
