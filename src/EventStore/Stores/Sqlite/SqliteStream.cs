using LmmCl.Events.Serialization;
using LmmCl.EventStore.Appending;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>The writer's view of a stream, with its row id.</summary>
internal sealed class SqliteStream(string stream, EventTypes types) : GrowingStream(stream, types)
{
    /// <summary>Row id of the stream; 0 if it has none yet.</summary>
    internal long Row { get; set; }
}
