namespace LmmCl.EventStore;

/// <summary>An event id that the stream already has was appended again with different content.</summary>
public sealed class EventIdReusedException(string stream, long version, Guid id)
    : Exception($"Stream '{stream}' has event {id} at version {version} with other content. An id stands for one event for ever.");
