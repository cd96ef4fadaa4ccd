namespace JasperFx.Events;

/// <summary>A stream has another version than the writer expected.</summary>
public class EventStreamUnexpectedMaxEventIdException : ConcurrencyException
{
    /// <summary>Says what was expected and what is there.</summary>
    public EventStreamUnexpectedMaxEventIdException(object id, Type? aggregateType, long expected, long actual)
        : base($"Unexpected starting version number for event stream '{id}', expected {expected} but was {actual}")
    {
        Id = id;
        AggregateType = aggregateType;
    }

    /// <summary>The stream's type, if it has one.</summary>
    public Type? AggregateType { get; }
}
