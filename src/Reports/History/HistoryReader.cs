using System.Runtime.CompilerServices;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Reports.History;

/// <summary>Reads what <c>lmmcl history</c> prints: what is there, then what comes.</summary>
internal static class HistoryReader
{
    /// <summary>What has happened up to a moment, in global order; progress of training without anything in between is one line.</summary>
    /// <param name="log">The store.</param>
    /// <param name="experiment">Of which experiment; null for all.</param>
    /// <param name="asOf">Where each experiment's history ends.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>The lines, and the last event that was read.</returns>
    public static async Task<(IReadOnlyList<HistoryLine> Lines, long LastSequence)> ReadAsync(
        IEventLog log, string? experiment, AsOf asOf, CancellationToken ct)
    {
        var timelines = new Dictionary<string, Timeline>(StringComparer.Ordinal);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var last = 0L;
        await foreach (var stored in experiment is null ? log.ReadAllAsync(0, ct) : log.ReadStreamAsync(experiment, 1, ct))
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

    /// <summary>What comes after an event, a line for each, from whatever process, until cancelled.</summary>
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
