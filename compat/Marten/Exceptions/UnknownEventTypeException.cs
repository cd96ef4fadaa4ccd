namespace Marten.Exceptions;

/// <summary>A stored event is of a type that the store was not told of.</summary>
public class UnknownEventTypeException(string eventTypeName, long sequence)
    : MartenException(
        $"Unknown event type name alias '{eventTypeName}'. "
        + "You may need to register this event type through StoreOptions.Events.AddEventType(type)")
{
    /// <summary>Name of its type in the store.</summary>
    public string EventTypeName { get; } = eventTypeName;

    /// <summary>Its place in the whole store.</summary>
    public long Sequence { get; } = sequence;
}
