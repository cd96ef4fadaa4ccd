namespace LmmCl.EventStore.Seals;

/// <summary>
/// Compares a log with an earlier seal of it. This detects what the log alone cannot show: an end that was cut off or rewritten with fresh
/// hashes, and events of two streams that changed places.
/// </summary>
public static class SealVerifier
{
    /// <summary>The first position where the log differs from the seal; null if it matches.</summary>
    public static async Task<BadPosition?> FindAlterationAsync(IEventLog log, StoreSeal seal, CancellationToken ct = default)
    {
        var (order, next, good, sequence) = (new GlobalOrder(), 0, 0L, 0L);
        await foreach (var stored in log.ReadAllAsync(0, ct))
        {
            if (next == seal.Marks.Count)
            {
                return null;
            }

            order.Add(stored.Hash.Span);
            sequence = stored.Sequence;
            if (stored.Sequence < seal.Marks[next].Sequence)
            {
                continue;
            }

            if (Convert.ToHexStringLower(order.Hash) != seal.Marks[next].Order)
            {
                return stored.Sequence == good + 1
                    ? new(stored.Stream, stored.Version, stored.Sequence, "this event is not the one that was sealed.")
                    : new(null, 0, good + 1, $"between here and sequence {stored.Sequence} the log is not what was sealed.");
            }

            (good, next) = (stored.Sequence, next + 1);
        }

        return next == seal.Marks.Count
            ? null
            : new(null, 0, sequence + 1, $"the log ends here; {seal.Sequence} events were sealed.");
    }
}
