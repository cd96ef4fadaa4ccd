using JasperFx;
using Marten.Events;
using Marten.Storage;
using Npgsql;

namespace Marten;

/// <summary>How a store is set up.</summary>
public class StoreOptions
{
    private readonly EventStoreOptions events;

    /// <summary>The usual settings.</summary>
    public StoreOptions() => events = new EventStoreOptions(this);

    /// <summary>How events are stored.</summary>
    public IEventStoreOptions Events => events;

    /// <summary>Schema of the tables.</summary>
    public string DatabaseSchemaName { get; set; } = "public";

    /// <summary>What may be done to the tables when the store starts.</summary>
    public AutoCreate AutoCreateSchemaObjects { get; set; } = AutoCreate.CreateOrUpdate;

    internal NpgsqlDataSource? DataSource { get; private set; }

    internal bool OwnsDataSource { get; private set; }

    internal EventMappings Mappings => events.Mappings;

    /// <summary>Which database.</summary>
    public void Connection(string connectionString)
    {
        DataSource = NpgsqlDataSource.Create(connectionString);
        OwnsDataSource = true;
    }

    /// <summary>Which database; the caller disposes of it.</summary>
    public void Connection(NpgsqlDataSource dataSource) => DataSource = dataSource;
}
