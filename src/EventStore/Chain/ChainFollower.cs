using LmmCl.Abstractions;

namespace LmmCl.EventStore.Chain;

/// <summary>
/// Verifies the hash chains of a log that grows: each call verifies what was appended since the one before, and that every stream still
/// ends as its head says. An event that was altered after it was verified is found by <see cref="ChainVerifier"/>, which reads all.
/// </summary>
public sealed class ChainFollower(IEventLog log)
{
    private readonly Dictionary<string, StreamChain> chains = new(StringComparer.Ordinal);
    private BadPosition? firstBad;

    /// <summary>Sequence number of the last event verified.</summary>
    public long Sequence { get; private set; }

    /// <summary>Verifies the new events. Once a chain is broken, every later call returns the same result.</summary>
    /// <param name="ct">Stops the verification; the next one continues there.</param>
    public async Task<ChainVerification> VerifyNewAsync(CancellationToken ct = default)
    {
        try
        {
            firstBad ??= await FindFaultAsync(ct).ConfigureAwait(false);
        }
        catch (DamagedEventException damaged)
        {
            firstBad = new(null, 0, damaged.Sequence, damaged.Problem);
        }

        return new(Sequence, chains.Count, firstBad);
    }

    private async Task<BadPosition?> FindFaultAsync(CancellationToken ct)
    {
        // Read the heads first: with writers active, a head read later would be ahead of the events.
        var heads = await log.ListStreamsAsync(ct).ConfigureAwait(false);
        await foreach (var stored in log.ReadAllAsync(Sequence, ct).ConfigureAwait(false))
        {
            if (stored.Sequence != Sequence + 1)
                return new(null, 0, Sequence + 1, $"this event is missing; {stored.Sequence} follows {Sequence}.");
            if (!chains.TryGetValue(stored.Stream, out var chain))
                chains[stored.Stream] = chain = new StreamChain();
            if (chain.FindFault(stored) is { } fault)
                return fault;
            chain.Take(stored);
            Sequence = stored.Sequence;
        }

        return heads
            .Select(head => (chains.GetValueOrDefault(head.Stream) ?? new()).FindFault(head))
            .FirstOrDefault(fault => fault is not null);
    }
}
