using LmmCl.Abstractions;
using LmmCl.Events.Serialization;

namespace LmmCl.EventStore.Chain;

/// <summary>
/// Recomputes every hash of a log. A changed, missing, added or moved event breaks its stream's chain or the global order; a truncated
/// stream no longer matches its head. If the end of a stream is rewritten together with its head, only a copy of the head kept elsewhere
/// reveals it.
/// </summary>
public static class ChainVerifier
{
    private sealed class Chain
    {
        internal long Version { get; set; }

        internal ReadOnlyMemory<byte> Hash { get; set; } = EventEnvelope.NoHash.ToArray();
    }

    /// <summary>Verifies every stream and the global order.</summary>
    public static Task<ChainVerification> VerifyAsync(IEventLog log, CancellationToken ct = default) => VerifyAsync(log, _ => { }, ct);

    /// <summary>Verifies every stream and the global order, and inspects the events in the same pass.</summary>
    /// <param name="log">The store.</param>
    /// <param name="inspect">Receives each event in global order once its own hash and place are verified.</param>
    /// <param name="ct">Stops the verification.</param>
    public static async Task<ChainVerification> VerifyAsync(
        IEventLog log, Action<StoredEvent> inspect, CancellationToken ct = default)
    {
        var chains = new Dictionary<string, Chain>(StringComparer.Ordinal);
        var sequence = 0L;
        try
        {
            // Read the heads first: with writers active, a head read later would be ahead of the events.
            var heads = (await log.ListStreamsAsync(ct)).ToDictionary(head => head.Stream, StringComparer.Ordinal);
            await foreach (var stored in log.ReadAllAsync(0, ct))
            {
                if (!chains.TryGetValue(stored.Stream, out var chain))
                    chains[stored.Stream] = chain = new Chain();
                if (FindFault(stored, sequence, chain) is { } fault)
                    return new(sequence, chains.Count, fault);
                if (heads.GetValueOrDefault(stored.Stream) is { } head && head.Version == stored.Version)
                {
                    if (!head.Hash.Span.SequenceEqual(stored.Hash.Span))
                    {
                        const string Problem = "the hash is not that of the stream's head.";
                        return new(sequence, chains.Count, new(stored.Stream, stored.Version, stored.Sequence, Problem));
                    }

                    heads.Remove(stored.Stream);
                }

                inspect(stored);
                chain.Version = stored.Version;
                chain.Hash = stored.Hash;
                sequence = stored.Sequence;
            }

            if (heads.Values.FirstOrDefault() is { } unreached)
                return new(sequence, chains.Count, ShortOf(unreached, chains.GetValueOrDefault(unreached.Stream)?.Version ?? 0));
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

    private static BadPosition? FindFault(StoredEvent stored, long previousSequence, Chain chain)
    {
        BadPosition At(string problem) => new(stored.Stream, stored.Version, stored.Sequence, problem);

        if (stored.Sequence != previousSequence + 1)
            return new(null, 0, previousSequence + 1, $"this event is missing; {stored.Sequence} follows {previousSequence}.");
        if (stored.Version != chain.Version + 1)
            return At($"version {chain.Version + 1} was expected here.");
        if (!stored.PreviousHash.Span.SequenceEqual(chain.Hash.Span))
            return At("the previous hash is not that of the event before.");
        return stored.Hash.Span.SequenceEqual(stored.ComputeHash())
            ? null
            : At("the content does not match its hash.");
    }

    private static BadPosition ShortOf(StreamHead head, long version) =>
        new(head.Stream, Math.Min(head.Version, version) + 1, 0, $"the stream's head says {head.Version} events, but there are {version}.");
}
