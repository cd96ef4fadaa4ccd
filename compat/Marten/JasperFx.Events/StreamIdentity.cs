namespace JasperFx.Events;

/// <summary>What names a stream. Only <see cref="AsString"/> is supported here.</summary>
public enum StreamIdentity
{
    /// <summary>A <see cref="Guid"/>.</summary>
    AsGuid,

    /// <summary>A text.</summary>
    AsString,
}
