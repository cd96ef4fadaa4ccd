using LmmCl.EventStore;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Writes events into the spool and tells the host that there is more.</summary>
internal sealed class SpooledEvents(SpoolWriter spool, PrivateChannel channel)
{
    /// <summary>Returns once the events are on the disk.</summary>
    public Task StoreAsync(IReadOnlyList<NewEvent> events)
    {
        spool.Append(events);
        channel.Send(new EventsSpooled());
        return Task.CompletedTask;
    }
}
