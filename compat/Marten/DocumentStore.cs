using System.Data;
using JasperFx.Events;
using Marten.Sessions;
using Marten.Storage;
using Npgsql;

namespace Marten;

/// <summary>A store in a PostgreSQL database.</summary>
public class DocumentStore : IDocumentStore
{
    private readonly StoreOptions options;
    private readonly NpgsqlDataSource source;
    private readonly EventTables tables;

    private DocumentStore(StoreOptions options)
    {
        if (options.Events.StreamIdentity != StreamIdentity.AsString || options.Events.AppendMode != EventAppendMode.Rich)
            throw new NotSupportedException("This subset of Marten knows streams named by text and EventAppendMode.Rich only.");
        this.options = options;
        source = options.DataSource ?? throw new InvalidOperationException("StoreOptions.Connection was not called.");
        tables = new EventTables(source, options.Events.DatabaseSchemaName, options.AutoCreateSchemaObjects);
    }

    /// <inheritdoc/>
    public IMartenStorage Storage => tables;

    /// <summary>A store with these settings. Nothing is connected yet.</summary>
    public static DocumentStore For(Action<StoreOptions> configure)
    {
        var options = new StoreOptions();
        configure(options);
        return new DocumentStore(options);
    }

    /// <inheritdoc/>
    public IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) => NewSession(isolationLevel);

    /// <inheritdoc/>
    public IQuerySession QuerySession() => NewSession(IsolationLevel.ReadCommitted);

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (options.OwnsDataSource)
            source.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (options.OwnsDataSource)
            await source.DisposeAsync().ConfigureAwait(false);
    }

    private DocumentSession NewSession(IsolationLevel isolationLevel) =>
        new(new SessionConnection(source, isolationLevel), options.Events.DatabaseSchemaName, options.Mappings);
}
