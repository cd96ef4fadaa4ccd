using LmmCl.Abstractions;

namespace LmmCl.EventStore;

/// <summary>
/// Streams of events, one per experiment, each a hash chain, all in one global order without gaps. Appended events are on disk
/// when the call returns. Several processes may use one log at a time.
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>
    /// Appends events to a stream, all or none. Events whose id the stream has already are left out: appending twice is appending once.
    /// </summary>
    /// <param name="stream">Name of the stream; it begins with its first event.</param>
    /// <param name="expectedVersion">
    /// The version that the stream must have, or one of <see cref="ExpectedVersion"/>. Not looked at when nothing is left to append.
    /// </param>
    /// <param name="events">What happened, in order.</param>
    /// <param name="ct">Looked at before the events are handed over; afterwards they are appended.</param>
    /// <exception cref="ArgumentException">The stream has no name, or an event no time.</exception>
    /// <exception cref="WrongExpectedVersionException">The stream has another version.</exception>
    /// <exception cref="EventIdReusedException">The stream has this id with other content.</exception>
    /// <exception cref="InputException">The store cannot be written (read-only, disk full, damaged).</exception>
    ValueTask<AppendResult> AppendAsync(
        string stream, long expectedVersion, IReadOnlyList<NewEvent> events, CancellationToken ct = default);

    /// <summary>One stream in order of versions, as far as it has come when each page is read; empty if there is no such stream.</summary>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(string stream, long fromVersion = 1, CancellationToken ct = default);

    /// <summary>All events in global order, as far as the log has come.</summary>
    /// <param name="afterSequence">The last sequence number that the caller has; 0 for everything.</param>
    /// <param name="ct">Ends the reading.</param>
    IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterSequence = 0, CancellationToken ct = default);

    /// <summary>
    /// Chosen events in global order, as far as the log has come: what read models are folded from, quicker than reading everything.
    /// </summary>
    IAsyncEnumerable<StoredEvent> SelectAsync(EventSelection selection, CancellationToken ct = default);

    /// <summary>All events in global order, then new ones as they come, from whatever process, until cancelled.</summary>
    IAsyncEnumerable<StoredEvent> FollowAsync(long afterSequence, CancellationToken ct);

    /// <summary>Every stream with its head, in order of their first events.</summary>
    ValueTask<IReadOnlyList<StreamHead>> ListStreamsAsync(CancellationToken ct = default);

    /// <summary>The head of one stream; null if there is no such stream.</summary>
    ValueTask<StreamHead?> FindStreamAsync(string stream, CancellationToken ct = default);

    /// <summary>What the storage itself finds wrong with its files, tables and guards; null if nothing.</summary>
    ValueTask<BadPosition?> FindStorageFaultAsync(CancellationToken ct = default);
}
