namespace LmmCl.EventStore;

/// <summary>
/// A store was written while it was read as of one moment. What was read is of several moments, and shows nothing about any of them.
/// </summary>
public sealed class StoreChangedException(string store)
    : Exception($"{store}: another process wrote to the event store while it was read. Run the command again.");
