using JasperFx.Events;

namespace Marten.Events;

/// <summary>How events are stored.</summary>
public interface IEventStoreOptions
{
    /// <summary>What names a stream.</summary>
    StreamIdentity StreamIdentity { get; set; }

    /// <summary>How events are written.</summary>
    EventAppendMode AppendMode { get; set; }

    /// <summary>Schema of the event tables; that of the store unless set.</summary>
    string DatabaseSchemaName { get; set; }

    /// <summary>Makes a type of event known, under its name in lower case with underscores.</summary>
    IEventStoreOptions AddEventType<TEvent>();
}
