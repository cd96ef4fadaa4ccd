using LmmCl.Abstractions;
using LmmCl.Data.TinyWorld.Drawing;

namespace LmmCl.Data.Mixtures;

/// <summary>
/// Selection of the records that a mixture takes from a file (study E.2): <c>all</c>, <c>random</c>, <c>first:N</c>, <c>end:N</c>,
/// <c>random:N</c> with a count or a percentage, and ranges such as <c>first:10%-end:5</c>.
/// </summary>
public sealed class SamplingStrategy
{
    private const string Forms =
        "Allowed: all, random, first:N, end:N, random:N, first:A-first:B, first:A-end:B, end:A-end:B; N may be a percentage such as 25%.";

    private readonly string place;
    private readonly string text;
    private readonly bool asPublished;

    private SamplingStrategy(string text, string place, bool asPublished)
    {
        (this.text, this.place, this.asPublished) = (text, place, asPublished);
    }

    /// <summary>Parses a strategy; null means <c>all</c>.</summary>
    /// <param name="text">As written in the YAML.</param>
    /// <param name="place">File and field, for messages.</param>
    /// <param name="asPublished">
    /// Reproduces the study's code: an invalid or reversed range keeps everything, and so does <c>end:0</c>.
    /// </param>
    public static SamplingStrategy Parse(string? text, string place, bool asPublished = false) => new(text ?? "all", place, asPublished);

    /// <summary>Returns the selected records of <paramref name="records"/>.</summary>
    /// <param name="records">All records of the file.</param>
    /// <param name="seed">Seed of the random strategies.</param>
    /// <param name="position">Position of the file in its mixture, so that files are shuffled differently.</param>
    /// <exception cref="InputException">The strategy has an unknown form, or its range is reversed.</exception>
    public IReadOnlyList<T> Apply<T>(IReadOnlyList<T> records, int seed, int position = 0)
    {
        if (text is "all")
        {
            return records;
        }

        if (text is "random")
        {
            return Shuffled(records, seed, position);
        }

        return text.Contains('-', StringComparison.Ordinal) ? Range(records) : Part(records, seed, position);
    }

    private IReadOnlyList<T> Part<T>(IReadOnlyList<T> records, int seed, int position)
    {
        var parts = text.Split(':');
        if (parts.Length != 2 || Amount.Parse(parts[1]) is not { } amount)
        {
            throw Unreadable();
        }

        var count = amount.Of(records.Count);
        return parts[0].Trim().ToLowerInvariant() switch
        {
            "first" => [.. records.Take(count)],
            "end" when count == 0 && asPublished => records,
            "end" => [.. records.TakeLast(count)],
            "random" => [.. Shuffled(records, seed, position).Take(count)],
            _ => throw Unreadable(),
        };
    }

    private IReadOnlyList<T> Range<T>(IReadOnlyList<T> records)
    {
        var ends = text.Split('-').Select(Anchor.Parse).ToArray();
        if (ends is not [{ } from, { } to] || (from.FromEnd && !to.FromEnd))
        {
            return asPublished ? records : throw Unreadable();
        }

        var (start, end) = (from.In(records.Count), to.In(records.Count));
        if (start > end)
        {
            return asPublished
                ? records
                : throw new InputException(
                    place, $"the range '{text}' runs backward: from record {start} to {end} of {records.Count}.", "Swap its ends.");
        }

        return [.. records.Skip(start).Take(end - start)];
    }

    private InputException Unreadable() => new(place, $"the sampling strategy '{text}' is not known.", Forms);

    private static List<T> Shuffled<T>(IReadOnlyList<T> records, int seed, int position) =>
        SeededRandom.For(seed, $"sampling {position}").Sample(records, records.Count);
}
