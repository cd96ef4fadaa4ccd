using LmmCl.Abstractions;

namespace LmmCl.EventStore;

/// <summary>
/// Streams of events, one per experiment, each a hash chain, all in one global order without gaps. Appended events are on disk
/// when the call returns. Several processes may use one log at a time.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>
    /// Appends events to a stream, all or none. Events whose id the stream already has are left out, so that appends are idempotent.
    /// </summary>
    /// <param name="stream">Name of the stream; it is created by its first event.</param>
    /// <param name="expectedVersion">
    /// The version that the stream must have, or one of <see cref="ExpectedVersion"/>. Not checked when no event is new.
    /// </param>
    /// <param name="events">The events, in order.</param>
    /// <param name="ct">Observed until the events are queued; after that they are appended.</param>
    /// <exception cref="ArgumentException">The stream has no name, or an event has no timestamp.</exception>
    /// <exception cref="WrongExpectedVersionException">The stream is at another version.</exception>
    /// <exception cref="EventIdReusedException">The stream has this id with different content.</exception>
    /// <exception cref="InputException">The store cannot be written (read-only, disk full, damaged).</exception>
    ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default);

    /// <summary>The events of one stream by version, up to its end when each page is read; empty if there is no such stream.</summary>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default);

    /// <summary>All events in global order, up to the end of the log.</summary>
    /// <param name="afterSequence">Sequence number to read after; 0 for all events.</param>
    /// <param name="ct">Stops reading.</param>
    IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default);

    /// <summary>
    /// Selected events in global order, up to the end of the log. Used to fold read models; faster than reading all events.
    /// </summary>
    IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default);

    /// <summary>All events in global order, then new ones as any process appends them, until cancelled.</summary>
    IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct);

    /// <summary>Every stream with its head, ordered by first event.</summary>
    ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default);

    /// <summary>The head of one stream; null if there is no such stream.</summary>
    ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default);

    /// <summary>The first fault in the storage's own files, tables and guards; null if there is none.</summary>
    ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default);
}
