using JasperFx.Events;
using Marten.Events;
using Marten.Linq;
using Marten.Storage;

namespace Marten.Sessions;

/// <summary>What a session reads of events, and what it is about to append.</summary>
internal sealed class SessionEvents(EventReader reader, EventMappings mappings) : IEventStoreOperations
{
    private Dictionary<string, StreamAction> pending = new(StringComparer.Ordinal);

    public StreamAction Append(string stream, IEnumerable<object> events)
    {
        var action = Pending(stream, mustBeNew: false);
        action.Add(events.Select(Wrap));
        return action;
    }

    public StreamAction Append(string stream, params object[] events) => Append(stream, (IEnumerable<object>)events);

    public StreamAction Append(string stream, long expectedVersion, IEnumerable<object> events)
    {
        var action = Append(stream, events);
        action.ExpectedVersionOnServer = expectedVersion - action.Events.Count;
        return action;
    }

    public StreamAction Append(string stream, long expectedVersion, params object[] events) =>
        Append(stream, expectedVersion, (IEnumerable<object>)events);

    public StreamAction StartStream(string streamKey, params object[] events)
    {
        var action = Pending(streamKey, mustBeNew: true);
        action.Add(events.Select(Wrap));
        return action;
    }

    public Task<IReadOnlyList<IEvent>> FetchStreamAsync(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, long fromVersion = 0, CancellationToken token = default) =>
        reader.StreamAsync(streamKey, version, timestamp, fromVersion, token);

    public Task<StreamState?> FetchStreamStateAsync(string streamKey, CancellationToken token = default) =>
        reader.StateAsync(streamKey, token);

    public IMartenQueryable<IEvent> QueryAllRawEvents() => new RawEventQuery(reader, null);

    internal IReadOnlyCollection<StreamAction> TakePending()
    {
        var taken = pending.Values;
        pending = new(StringComparer.Ordinal);
        return taken;
    }

    private StreamAction Pending(string stream, bool mustBeNew)
    {
        if (!pending.TryGetValue(stream, out var action))
            pending[stream] = action = new StreamAction(stream, mustBeNew);
        return action;
    }

    private IEvent Wrap(object happened)
    {
        var wrapped = happened as IEvent ?? mappings.Of(happened.GetType()).Wrap(happened);
        var mapping = mappings.Of(wrapped.EventType);
        wrapped.EventTypeName = mapping.Name;
        wrapped.DotNetTypeName = mapping.DotNetName;
        return wrapped;
    }
}
