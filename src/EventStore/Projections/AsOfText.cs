using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.EventStore.Projections;

/// <summary>
/// A point in time as people write it, on the command line and in addresses: a sequence number, a time in UTC, or a stage.
/// </summary>
public static class AsOfText
{
    private const string StageWord = "stage";

    private static readonly string[] moments =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF",
        "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFF",
    ];

    /// <summary>Parses a point in time; now if the text is null.</summary>
    /// <param name="given">The text.</param>
    /// <param name="place">Where it was given, for the error.</param>
    /// <exception cref="InputException">The text has none of the three forms.</exception>
    public static AsOf Parse(string? given, string place) => given?.Trim() switch
    {
        null => default,
        var text when Sequence(text) is { } sequence => new AsOf(Sequence: sequence),
        var text when Time(text) is { } time => new AsOf(Time: time),
        var text when Stage(text) is { } stage => new AsOf(Stage: new(stage)),
        var text => throw new InputException(
            place,
            $"'{text}' names no moment.",
            "Write a sequence number (412), a time in UTC (2026-11-22T10:00, 2026-11-22T10:00:00Z or 2026-11-22), or a stage (stage:3)."),
    };

    private static long? Sequence(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0 ? sequence : null;

    private static DateTimeOffset? Time(string text)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, utc, out var day))
        {
            // Events keep their times to the microsecond.
            return day.AddTicks(TimeSpan.TicksPerDay - TimeSpan.TicksPerMicrosecond);
        }

        var withoutZone = text.EndsWith('Z') ? text[..^1] : text;
        return DateTimeOffset.TryParseExact(withoutZone, moments, CultureInfo.InvariantCulture, utc, out var moment) ? moment : null;
    }

    private static int? Stage(string text)
    {
        var isStage = text.StartsWith($"{StageWord}:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith($"{StageWord} ", StringComparison.OrdinalIgnoreCase);
        var number = isStage ? text[(StageWord.Length + 1)..].Trim() : "";
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stage) ? stage : null;
    }
}
