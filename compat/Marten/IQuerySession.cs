using System.Data.Common;
using Marten.Events;
using Npgsql;

namespace Marten;

/// <summary>Reading from a store.</summary>
public interface IQuerySession : IDisposable, IAsyncDisposable
{
    /// <summary>Reading events.</summary>
    IQueryEventStore Events { get; }

    /// <summary>Runs a command on the session's connection, in its transaction if it has begun one.</summary>
    Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken token = default);

    /// <summary>The same, with rows to read.</summary>
    Task<DbDataReader> ExecuteReaderAsync(NpgsqlCommand command, CancellationToken token = default);
}
