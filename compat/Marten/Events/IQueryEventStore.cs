using JasperFx.Events;
using Marten.Linq;

namespace Marten.Events;

/// <summary>Reading streams, and all events at once.</summary>
public interface IQueryEventStore : JasperFx.Events.IQueryEventStore
{
    /// <summary>All events that are not archived. Here it can be filtered by sequence number, ordered by it and cut off.</summary>
    IMartenQueryable<IEvent> QueryAllRawEvents();
}
