using System.Data;
using System.Data.Common;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Sessions;

/// <summary>A session's connection, opened when it is first needed and kept until the session ends.</summary>
internal sealed class SessionConnection(NpgsqlDataSource source, IsolationLevel isolationLevel) : IAsyncDisposable, IDisposable
{
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;

    internal async ValueTask BeginAsync(CancellationToken ct)
    {
        if (transaction is null)
            transaction = await (await OpenAsync(ct).ConfigureAwait(false)).BeginTransactionAsync(isolationLevel, ct).ConfigureAwait(false);
    }

    internal async Task CommitAsync(CancellationToken ct)
    {
        if (transaction is null)
            return;
        try
        {
            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }
        catch (NpgsqlException refusal)
        {
            throw new MartenCommandException(null, refusal);
        }

        await transaction.DisposeAsync().ConfigureAwait(false);
        transaction = null;
    }

    internal async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await AttachAsync(command, ct).ConfigureAwait(false);
        try
        {
            return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        catch (NpgsqlException refusal)
        {
            throw new MartenCommandException(command, refusal);
        }
    }

    internal async Task<DbDataReader> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await AttachAsync(command, ct).ConfigureAwait(false);
        try
        {
            return await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        }
        catch (NpgsqlException refusal)
        {
            throw new MartenCommandException(command, refusal);
        }
    }

    internal async Task<NpgsqlBatch> NewBatchAsync(CancellationToken ct) => new(await OpenAsync(ct).ConfigureAwait(false), transaction);

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync().ConfigureAwait(false);
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        transaction?.Dispose();
        connection?.Dispose();
    }

    private async ValueTask AttachAsync(NpgsqlCommand command, CancellationToken ct)
    {
        command.Connection = await OpenAsync(ct).ConfigureAwait(false);
        command.Transaction = transaction;
    }

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) =>
        connection ??= await source.OpenConnectionAsync(ct).ConfigureAwait(false);
}
