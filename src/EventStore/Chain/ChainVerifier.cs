using LmmCl.Abstractions;

namespace LmmCl.EventStore.Chain;

/// <summary>
/// Recomputes every hash of a log. A changed, missing, added or moved event breaks its stream's chain or the global order; a truncated
/// stream no longer matches its head. If the end of a stream is rewritten together with its head, only a copy of the head kept elsewhere
/// reveals it.
/// </summary>
public static class ChainVerifier
{
    /// <summary>Verifies every stream and the global order.</summary>
    public static Task<ChainVerification> VerifyAsync(IEventLog log, CancellationToken ct = default) =>
        VerifyAsync(log, _ => true, (_, _) => { }, ct);

    /// <summary>Verifies every stream and the global order, and inspects the events in the same pass.</summary>
    /// <param name="log">The store.</param>
    /// <param name="examine">Examines an event by itself, on any thread and in any order, beside its hash; does not throw.</param>
    /// <param name="inspect">Receives each event in global order once its own hash and place are verified.</param>
    /// <param name="ct">Stops the verification.</param>
    public static async Task<ChainVerification> VerifyAsync<T>(
        IEventLog log, Func<StoredEvent, T> examine, Action<StoredEvent, T> inspect, CancellationToken ct = default)
    {
        // Checking the storage takes a fifth of the time, and needs no event.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var storage = Task.Run(() => log.FindStorageFaultAsync(stop.Token).AsTask(), CancellationToken.None);
        try
        {
            return await VerifyEventsAsync(log, examine, inspect, storage, ct);
        }
        finally
        {
            // Of no interest once an event is at fault.
            await stop.CancelAsync();
            await ((Task)storage).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<ChainVerification> VerifyEventsAsync<T>(
        IEventLog log, Func<StoredEvent, T> examine, Action<StoredEvent, T> inspect, Task<BadPosition?> storage, CancellationToken ct)
    {
        var chains = new Dictionary<string, StreamChain>(StringComparer.Ordinal);
        var (stream, chain, head) = ((string?)null, (StreamChain?)null, (StreamHead?)null);
        var sequence = 0L;
        try
        {
            // Read the heads first: with writers active, a head read later would be ahead of the events.
            var heads = (await log.ListStreamsAsync(ct)).ToDictionary(head => head.Stream, StringComparer.Ordinal);
            await foreach (var batch in ExaminedEvents.ReadAsync(log, examine, ct))
            {
                foreach (var (stored, isIntact, examined) in batch)
                {
                    if (stored.Stream != stream)
                    {
                        if (!chains.TryGetValue(stored.Stream, out chain))
                            chains[stored.Stream] = chain = new StreamChain();
                        (stream, head) = (stored.Stream, heads.GetValueOrDefault(stored.Stream));
                    }

                    if (FindFault(stored, isIntact, sequence, chain!) is { } fault)
                        return new(sequence, chains.Count, fault);
                    if (StreamChain.FindFault(stored, head) is { } otherEnd)
                        return new(sequence, chains.Count, otherEnd);
                    if (head?.Version == stored.Version)
                        heads.Remove(stored.Stream);
                    inspect(stored, examined);
                    chain!.Take(stored);
                    sequence = stored.Sequence;
                }
            }

            if (heads.Values.FirstOrDefault() is { } unreached)
                return new(sequence, chains.Count, (chains.GetValueOrDefault(unreached.Stream) ?? new()).ShortOf(unreached));
            return new(sequence, chains.Count, await storage);
        }
        catch (DamagedEventException damaged)
        {
            return new(sequence, chains.Count, new(null, 0, damaged.Sequence, damaged.Problem));
        }
        catch (InputException unreadable)
        {
            return new(sequence, chains.Count, new(null, 0, sequence + 1, unreadable.Message));
        }
    }

    private static BadPosition? FindFault(StoredEvent stored, bool isIntact, long previousSequence, StreamChain chain) =>
        stored.Sequence == previousSequence + 1
            ? chain.FindFault(stored, isIntact)
            : new(null, 0, previousSequence + 1, $"this event is missing; {stored.Sequence} follows {previousSequence}.");
}
