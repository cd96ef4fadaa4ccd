namespace LmmCl.EventStore.Reading;

/// <summary>Events read at once.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="IsLast">Nothing followed them when they were read.</param>
internal readonly record struct Page(List<StoredEvent> Events, bool IsLast);
