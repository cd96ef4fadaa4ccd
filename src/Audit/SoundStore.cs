using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Stores;

namespace LmmCl.Audit;

/// <summary>Commands that act on what events say ask first whether these are the events that were written.</summary>
internal static class SoundStore
{
    /// <summary>Checks every hash chain of a store.</summary>
    /// <param name="log">The store, opened.</param>
    /// <param name="store">What its user calls it.</param>
    /// <param name="ct">Stops the check.</param>
    /// <exception cref="InputException">An event was altered, or there is none.</exception>
    public static async Task CheckAsync(IEventLog log, string store, CancellationToken ct)
    {
        var chain = await ChainVerifier.VerifyAsync(log, ct);
        if (chain.FirstBad is { } bad)
        {
            throw new InputException(
                EventLogs.Display(store), $"it was altered: {bad} Nobody can rely on what it says.", "See 'lmmcl audit verify'.");
        }

        if (chain.Events == 0)
        {
            throw new InputException(EventLogs.Display(store), "it has no events.", "Name the right store with --store.");
        }
    }
}
