using System.Runtime.CompilerServices;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Chain;

/// <summary>
/// Reads a stream and recomputes its hash chain on the way, so that no command acts on, or shows, events that were altered in the store's
/// tables. The rest of the store is not read; only <see cref="ChainVerifier"/> checks the global order.
/// </summary>
public static class VerifiedStreams
{
    /// <summary>All events of a stream, in order; none if there is no such stream.</summary>
    /// <exception cref="InputException">An event was altered, removed or cannot be read; the message names the first.</exception>
    public static IAsyncEnumerable<StoredEvent> ReadVerifiedAsync(this IEventLog log, string stream, CancellationToken ct = default) =>
        log.ReadVerifiedAsync(stream, null, ct);

    /// <summary>The events of a stream after one that was verified before, in order. What came before it is not read again.</summary>
    /// <param name="log">The store.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="verified">The last event that was verified; null to read from the first event on.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="InputException">An event was altered, removed or cannot be read; the message names the first.</exception>
    public static async IAsyncEnumerable<StoredEvent> ReadVerifiedAsync(
        this IEventLog log, string stream, StoredEvent? verified, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // Read the head first: with writers active, a head read later would be ahead of the events.
        var head = await log.FindStreamAsync(stream, ct).ConfigureAwait(false);
        var chain = new StreamChain();
        if (verified is not null)
            chain.Take(verified);
        var events = log.ReadStreamAsync(stream, chain.Version + 1, ct).GetAsyncEnumerator(ct);
        await using var closing = events.ConfigureAwait(false);
        while (await NextAsync(events, stream, chain).ConfigureAwait(false) is { } stored)
        {
            if ((chain.FindFault(stored) ?? StreamChain.FindFault(stored, head)) is { } bad)
                throw Altered(stream, bad);
            yield return stored;
            chain.Take(stored);
        }

        if (head?.Version > chain.Version)
            throw Altered(stream, chain.ShortOf(head));
    }

    private static async Task<StoredEvent?> NextAsync(IAsyncEnumerator<StoredEvent> events, string stream, StreamChain chain)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current : null;
        }
        catch (DamagedEventException damaged)
        {
            throw Altered(stream, new(stream, chain.Version + 1, damaged.Sequence, damaged.Problem));
        }
    }

    private static InputException Altered(string stream, BadPosition bad) => new(
        $"experiment '{stream}'", $"its history was altered: {bad} Its content cannot be trusted.", "See 'lmmcl audit verify'.");
}
