namespace JasperFx.Events;

/// <summary>An event with what the store knows of it.</summary>
public interface IEvent
{
    /// <summary>Its identity; given one by the store if it has none.</summary>
    Guid Id { get; set; }

    /// <summary>Its place in the stream, from 1.</summary>
    long Version { get; set; }

    /// <summary>Its place in the whole store.</summary>
    long Sequence { get; set; }

    /// <summary>What happened.</summary>
    object Data { get; }

    /// <summary>Name of its stream.</summary>
    string? StreamKey { get; set; }

    /// <summary>When; the time of the append if it has none.</summary>
    DateTimeOffset Timestamp { get; set; }

    /// <summary>Type of <see cref="Data"/>.</summary>
    Type EventType { get; }

    /// <summary>Name of that type in the store.</summary>
    string EventTypeName { get; set; }

    /// <summary>Name of that type in .NET, with its assembly.</summary>
    string DotNetTypeName { get; set; }
}

/// <summary>The same, with the type of what happened.</summary>
public interface IEvent<out T> : IEvent
    where T : notnull
{
    /// <summary>What happened.</summary>
    new T Data { get; }
}
