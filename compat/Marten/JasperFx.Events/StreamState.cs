namespace JasperFx.Events;

/// <summary>How far a stream has come.</summary>
public class StreamState
{
    /// <summary>The stream.</summary>
    public string? Key { get; set; }

    /// <summary>Version of its last event.</summary>
    public long Version { get; set; }

    /// <summary>When it was last appended to.</summary>
    public DateTimeOffset LastTimestamp { get; set; }

    /// <summary>When it was first appended to.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>Whether it was put away.</summary>
    public bool IsArchived { get; set; }
}
