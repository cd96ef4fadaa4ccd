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
        var chains = new Dictionary<string, StreamChain>(StringComparer.Ordinal);
        var sequence = 0L;
        try
        {
            // Read the heads first: with writers active, a head read later would be ahead of the events.
            var heads = (await log.ListStreamsAsync(ct)).ToDictionary(head => head.Stream, StringComparer.Ordinal);
            await foreach (var batch in ExaminedEvents.ReadAsync(log, examine, ct))
            {
                foreach (var (stored, isIntact, examined) in batch)
                {
                    if (!chains.TryGetValue(stored.Stream, out var chain))
                        chains[stored.Stream] = chain = new StreamChain();
                    if (FindFault(stored, isIntact, sequence, chain) is { } fault)
                        return new(sequence, chains.Count, fault);
                    var head = heads.GetValueOrDefault(stored.Stream);
                    if (StreamChain.FindFault(stored, head) is { } otherEnd)
                        return new(sequence, chains.Count, otherEnd);
                    if (head?.Version == stored.Version)
                        heads.Remove(stored.Stream);
                    inspect(stored, examined);
                    chain.Take(stored);
                    sequence = stored.Sequence;
                }
            }

            if (heads.Values.FirstOrDefault() is { } unreached)
                return new(sequence, chains.Count, (chains.GetValueOrDefault(unreached.Stream) ?? new()).ShortOf(unreached));
            return new(sequence, chains.Count, await log.FindStorageFaultAsync(ct));
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
