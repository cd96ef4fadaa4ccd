using JasperFx.Events;
using Marten.Events;

namespace Marten.Storage;

internal sealed class EventStoreOptions(StoreOptions store) : IEventStoreOptions
{
    private string? schema;

    internal EventMappings Mappings { get; } = new();

    public StreamIdentity StreamIdentity { get; set; }

    public EventAppendMode AppendMode { get; set; }

    public string DatabaseSchemaName
    {
        get => schema ?? store.DatabaseSchemaName;
        set => schema = value;
    }

    public IEventStoreOptions AddEventType<TEvent>()
    {
        Mappings.Of(typeof(TEvent));
        return this;
    }
}
