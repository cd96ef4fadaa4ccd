namespace JasperFx.Events;

/// <summary>How events are written. Only <see cref="Rich"/> is supported here.</summary>
public enum EventAppendMode
{
    /// <summary>Versions and sequence numbers are known before the insert.</summary>
    Rich,

    /// <summary>A function in the database numbers the events.</summary>
    Quick,

    /// <summary>The same, with the times of the database.</summary>
    QuickWithServerTimestamps,
}
