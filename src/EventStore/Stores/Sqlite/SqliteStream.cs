using LmmCl.EventStore.Appending;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>What the writer knows of a stream, with its row.</summary>
internal sealed class SqliteStream(string stream, EventTypes types) : GrowingStream(stream, types)
{
    /// <summary>Row of the stream; 0 while it has none.</summary>
    internal long Row { get; set; }
}
