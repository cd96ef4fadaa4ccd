namespace LmmCl.EventStore;

/// <summary>An id that the stream has already came again with other content.</summary>
public sealed class EventIdReusedException(string stream, long version, Guid id)
    : Exception($"Stream '{stream}' has event {id} at version {version} with other content. An id stands for one event for ever.");
