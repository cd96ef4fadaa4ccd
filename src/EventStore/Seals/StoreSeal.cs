using System.Text.Json.Serialization;

namespace LmmCl.EventStore.Seals;

/// <summary>
/// What a log held at one moment, to be given to an outsider: whoever has it can tell whether anything before was altered since.
/// </summary>
/// <param name="SealedAt">When, UTC, by the sealer's clock.</param>
/// <param name="Marks">
/// Hashes over the log up to some sequence numbers, ascending; the last is the whole log. The more there are, the more exactly an
/// alteration is placed.
/// </param>
/// <param name="Streams">Every stream with its version and the hash of its last event.</param>
public sealed record StoreSeal(DateTimeOffset SealedAt, IReadOnlyList<SealMark> Marks, IReadOnlyList<SealedStream> Streams)
{
    /// <summary>Most marks that a seal carries: up to so many events, each has its own.</summary>
    public const int MostMarks = 4096;

    /// <summary>Events sealed.</summary>
    [JsonIgnore]
    public long Sequence => Marks.Count == 0 ? 0 : Marks[^1].Sequence;

    /// <summary>Reads a log and seals what it holds. Events appended meanwhile are left to the next seal.</summary>
    public static async Task<StoreSeal> OfAsync(IEventLog log, DateTimeOffset now, CancellationToken ct = default)
    {
        var streams = new Dictionary<string, SealedStream>(StringComparer.Ordinal);
        var (order, marks, every) = (new GlobalOrder(), new List<SealMark>(), 1L);
        var last = new SealMark(0, "");
        await foreach (var stored in log.ReadAllAsync(0, ct))
        {
            order.Add(stored.Hash.Span);
            streams[stored.Stream] = new(stored.Stream, stored.Version, Convert.ToHexStringLower(stored.Hash.Span));
            last = new SealMark(stored.Sequence, Convert.ToHexStringLower(order.Hash));
            if (stored.Sequence % every == 0)
            {
                marks.Add(last);
            }

            if (marks.Count > MostMarks)
            {
                every *= 2;
                marks.RemoveAll(mark => mark.Sequence % every != 0);
            }
        }

        if (last.Sequence > 0 && (marks.Count == 0 || marks[^1].Sequence != last.Sequence))
        {
            marks.Add(last);
        }

        return new StoreSeal(Timestamps.Trim(now), marks, [.. streams.Values.OrderBy(stream => stream.Stream, StringComparer.Ordinal)]);
    }
}

/// <summary>A hash over a log up to a sequence number.</summary>
/// <param name="Sequence">The last event that it covers.</param>
/// <param name="Order">64 hexadecimal digits.</param>
public sealed record SealMark(long Sequence, string Order);

/// <summary>A stream's head in a seal.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Version">Its events.</param>
/// <param name="Hash">Hash of the last one, 64 hexadecimal digits.</param>
public sealed record SealedStream(string Stream, long Version, string Hash);
