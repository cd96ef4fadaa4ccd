namespace LmmCl.EventStore.Reading;

/// <summary>One page of events.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="IsLast">True if no event followed them when they were read.</param>
internal readonly record struct Page(List<StoredEvent> Events, bool IsLast);
