namespace JasperFx.Events;

/// <summary>An event with what the store knows of it, of one type.</summary>
public class Event<T>(T data) : IEvent<T>
    where T : notnull
{
    /// <inheritdoc/>
    public T Data { get; set; } = data;

    object IEvent.Data => Data;

    /// <inheritdoc/>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; }

    /// <inheritdoc/>
    public long Sequence { get; set; }

    /// <inheritdoc/>
    public string? StreamKey { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset Timestamp { get; set; }

    /// <inheritdoc/>
    public Type EventType => typeof(T);

    /// <inheritdoc/>
    public string EventTypeName { get; set; } = null!;

    /// <inheritdoc/>
    public string DotNetTypeName { get; set; } = null!;
}
