using LmmCl.EventStore;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Writes events to the spool and notifies the host.</summary>
internal sealed class SpooledEvents(SpoolWriter spool, PrivateChannel channel)
{
    /// <summary>Returns once the events are on disk.</summary>
    public Task StoreAsync(IReadOnlyList<NewEvent> events)
    {
        spool.Append(events);
        channel.Send(new EventsSpooled());
        return Task.CompletedTask;
    }
}
