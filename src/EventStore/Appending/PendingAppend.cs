using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Appending;

/// <summary>Events waiting for the next transaction.</summary>
internal sealed class PendingAppend(string stream, long expectedVersion, EncodedEvent[] events)
{
    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AppendResult result;
    private Exception? refusal;

    internal string Stream { get; } = stream;

    internal long ExpectedVersion { get; } = expectedVersion;

    internal EncodedEvent[] Events { get; } = events;

    /// <summary>Encodes the events to their stored form.</summary>
    /// <exception cref="ArgumentException">The stream has no name, or an event has no timestamp.</exception>
    internal static PendingAppend From(string stream, long expectedVersion, IReadOnlyList<NewEvent> events, EventTypes types)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stream);
        var encoded = new EncodedEvent[events.Count];
        for (var i = 0; i < encoded.Length; i++)
            encoded[i] = EncodedEvent.From(stream, events[i], types);
        return new(stream, expectedVersion, encoded);
    }

    internal Task<AppendResult> Completion => completion.Task;

    internal void Written(AppendResult written) => (result, refusal) = (written, null);

    /// <summary>Refuses this append only; the others in its transaction are unaffected.</summary>
    internal void Refused(Exception why) => refusal = why;

    internal void Complete()
    {
        if (refusal is null)
            completion.TrySetResult(result);
        else
            completion.TrySetException(refusal);
    }

    /// <summary>Fails the append with an exception, unless it is already completed.</summary>
    internal void Fail(Exception why) => completion.TrySetException(why);
}
