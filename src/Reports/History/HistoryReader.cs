using System.Runtime.CompilerServices;
using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.History;

/// <summary>Reads the lines of <c>lmmcl history</c>: existing events, then new ones.</summary>
internal static class HistoryReader
{
    /// <summary>Events up to a point in time, in global order; uninterrupted training progress is merged into one line.</summary>
    /// <param name="log">The store.</param>
    /// <param name="experiment">Name of the experiment; null for all.</param>
    /// <param name="asOf">Point in time that ends each experiment's history.</param>
    /// <param name="ct">Stops reading.</param>
    /// <returns>The lines, and the sequence number of the last event read.</returns>
    /// <exception cref="InputException">The history of the one experiment was altered; of all, the caller checks the store.</exception>
    public static async Task<(IReadOnlyList<HistoryLine> Lines, long LastSequence)> ReadAsync(
        IEventLog log, string? experiment, AsOf asOf, CancellationToken ct)
    {
        var timelines = new Dictionary<string, Timeline>(StringComparer.Ordinal);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var last = 0L;
        await foreach (var stored in experiment is null ? log.ReadAllAsync(0, ct) : log.ReadVerifiedAsync(experiment, ct))
        {
            last = stored.Sequence;
            var recorded = Recorded(stored);
            if (ended.Contains(stored.Stream) || !asOf.Includes(recorded))
            {
                ended.Add(stored.Stream);
                continue;
            }

            timelines[stored.Stream] = timelines.GetValueOrDefault(stored.Stream, Timeline.Empty).Apply(recorded);
        }

        var lines = timelines.SelectMany(timeline => timeline.Value.Entries.Select(entry => new HistoryLine(timeline.Key, entry)));
        return ([.. lines.OrderBy(line => line.Entry.Sequence)], last);
    }

    /// <summary>One line for each later event, appended by any process, until cancelled.</summary>
    public static async IAsyncEnumerable<HistoryLine> FollowAsync(
        IEventLog log, string? experiment, long afterSequence, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var stored in log.FollowAsync(afterSequence, ct))
        {
            if (experiment is not null && stored.Stream != experiment)
            {
                continue;
            }

            foreach (var entry in Timeline.Empty.Apply(Recorded(stored)).Entries)
            {
                yield return new HistoryLine(stored.Stream, entry);
            }
        }
    }

    private static RecordedEvent Recorded(StoredEvent stored) => new(stored.Sequence, stored.Version, stored.Timestamp, stored.Decode());
}
