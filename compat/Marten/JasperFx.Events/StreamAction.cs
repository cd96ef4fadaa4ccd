namespace JasperFx.Events;

/// <summary>Events that a session is about to add to a stream.</summary>
public class StreamAction
{
    private readonly List<IEvent> events = [];

    internal StreamAction(string stream, bool mustBeNew)
    {
        Key = stream;
        MustBeNew = mustBeNew;
    }

    /// <summary>The stream.</summary>
    public string? Key { get; }

    /// <summary>The events, in order.</summary>
    public IReadOnlyList<IEvent> Events => events;

    /// <summary>The version that the stream must have before.</summary>
    public long? ExpectedVersionOnServer { get; set; }

    /// <summary>The stream's version afterwards.</summary>
    public long Version { get; set; }

    internal bool MustBeNew { get; }

    internal void Add(IEnumerable<IEvent> more) => events.AddRange(more);

    /// <summary>Numbers the events after the stream's version.</summary>
    /// <exception cref="EventStreamUnexpectedMaxEventIdException">The stream has another version than expected.</exception>
    internal void Number(long currentVersion, Queue<long> sequences, DateTimeOffset now)
    {
        if (ExpectedVersionOnServer is { } expected && expected != currentVersion)
            throw new EventStreamUnexpectedMaxEventIdException(Key!, null, expected, currentVersion);
        ExpectedVersionOnServer = currentVersion;
        Version = currentVersion;
        foreach (var happened in events)
        {
            happened.Version = ++Version;
            happened.Sequence = sequences.Dequeue();
            happened.StreamKey = Key;
            if (happened.Id == Guid.Empty)
                happened.Id = Guid.CreateVersion7();
            if (happened.Timestamp == default)
                happened.Timestamp = now;
        }
    }
}
