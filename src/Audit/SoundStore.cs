using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;

namespace LmmCl.Audit;

/// <summary>
/// Verifies a store before a command acts on all of its events. The history of one experiment is verified as it is read, see
/// <see cref="VerifiedStreams"/>.
/// </summary>
internal static class SoundStore
{
    /// <summary>Verifies every hash chain of a store.</summary>
    /// <param name="log">The opened store.</param>
    /// <param name="store">Name of the store for the user.</param>
    /// <param name="ct">Stops the verification.</param>
    /// <param name="mayBeEmpty">True to accept a store without events.</param>
    /// <exception cref="InputException">An event was altered, or there is none.</exception>
    public static async Task CheckAsync(IEventLog log, string store, CancellationToken ct, bool mayBeEmpty = false)
    {
        var chain = await ChainVerifier.VerifyAsync(log, ct);
        if (chain.FirstBad is { } bad)
        {
            throw new InputException(
                EventLogs.Display(store), $"it was altered: {bad} Its content cannot be trusted.", "See 'lmmcl audit verify'.");
        }

        if (chain.Events == 0 && !mayBeEmpty)
        {
            throw new InputException(EventLogs.Display(store), "it has no events.", "Name the right store with --store.");
        }
    }
}
