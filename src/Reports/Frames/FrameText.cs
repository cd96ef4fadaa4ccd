using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.EventStore;

namespace LmmCl.Reports.Frames;

/// <summary>The text forms of events, times and numbers in the frames document.</summary>
internal static class FrameText
{
    /// <summary>Compact text. Angle brackets are escaped, so that it can stand in a script element of a page.</summary>
    internal static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The event beside a number on the page: its hash, kind and time.</summary>
    internal static JsonObject Event(StoredEvent stored) => new()
    {
        ["hash"] = Convert.ToHexStringLower(stored.Hash.Span),
        ["kind"] = stored.Type,
        ["at"] = Time(stored.Timestamp),
    };

    /// <summary>A time in UTC to the microsecond.</summary>
    internal static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number for drawing, with six significant digits; null if it is not finite, which leaves a gap in the curve.</summary>
    internal static JsonNode? Rounded(double value) =>
        double.IsFinite(value)
            ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;
}
