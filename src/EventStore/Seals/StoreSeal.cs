using System.Text.Json.Serialization;

namespace LmmCl.EventStore.Seals;

/// <summary>
/// The state of a log at one moment, to be given to a third party, who can then detect any later change to what came before.
/// </summary>
/// <param name="SealedAt">Time of sealing, UTC, by the sealer's clock.</param>
/// <param name="Marks">
/// Hashes of the log up to some sequence numbers, ascending; the last covers the whole log. More marks locate an alteration more precisely.
/// </param>
/// <param name="Streams">Every stream with its version and the hash of its last event.</param>
public sealed record StoreSeal(DateTimeOffset SealedAt, IReadOnlyList<SealMark> Marks, IReadOnlyList<SealedStream> Streams)
{
    /// <summary>Maximum number of marks in a seal; up to that many events, each has its own.</summary>
    public const int MostMarks = 4096;

    /// <summary>Number of events sealed.</summary>
    [JsonIgnore]
    public long Sequence => Marks.Count == 0 ? 0 : Marks[^1].Sequence;

    /// <summary>Reads a log and seals its content. Events appended meanwhile are not included.</summary>
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

/// <summary>The hash of a log up to a sequence number.</summary>
/// <param name="Sequence">Sequence number of the last event covered.</param>
/// <param name="Order">The hash, 64 hexadecimal digits.</param>
public sealed record SealMark(long Sequence, string Order);

/// <summary>A stream's head in a seal.</summary>
/// <param name="Stream">Name of the stream.</param>
/// <param name="Version">Number of its events.</param>
/// <param name="Hash">Hash of its last event, 64 hexadecimal digits.</param>
public sealed record SealedStream(string Stream, long Version, string Hash);
