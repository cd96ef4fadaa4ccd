using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Experiments;

/// <summary>Looks up the experiments of a store by name.</summary>
internal static class KnownExperiments
{
    /// <summary>Checks that the store has an experiment.</summary>
    /// <exception cref="InputException">There is no such experiment; the message suggests similar names.</exception>
    public static async Task CheckAsync(IEventLog log, string experiment, CancellationToken ct)
    {
        var known = await log.ListExperimentsAsync(ct);
        if (!known.Any(head => head.Stream == experiment))
        {
            throw new InputException(
                $"experiment '{experiment}'",
                "the store has no such experiment.",
                known.Count == 0
                    ? "It has none at all: run one first."
                    : NearMatches.Suggest(experiment, known.Select(head => head.Stream)));
        }
    }

    /// <summary>The error for an experiment that had not started at the requested point in time.</summary>
    public static async Task<InputException> NotBegunAsync(IEventLog log, string experiment, AsOf asOf, CancellationToken ct)
    {
        var first = await log.ReadStreamAsync(experiment, 1, ct).FirstAsync(ct);
        return new InputException(
            $"experiment '{experiment}'",
            $"it had not begun as of {asOf}.",
            $"It began with sequence {first.Sequence}, at {new AsOf(Time: first.Timestamp)}.");
    }
}
