namespace Marten.Events;

/// <summary>Everything that a session can do with events.</summary>
public interface IEventStoreOperations : JasperFx.Events.IEventOperations, IQueryEventStore;
