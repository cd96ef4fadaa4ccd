using LmmCl.EventStore.Serialization;

namespace LmmCl.EventStore.Sqlite;

/// <summary>What the writer knows of a stream: its head, and at which version each id lies.</summary>
internal sealed class StreamState
{
    /// <summary>Row of the stream; 0 while it has none.</summary>
    internal long Row { get; set; }

    internal long Version { get; set; }

    internal byte[] Hash { get; set; } = EventEnvelope.NoHash.ToArray();

    internal Dictionary<Guid, long> VersionOfId { get; } = [];
}
