using System.Text.Json.Nodes;

namespace LmmCl.Reports.Frames;

/// <summary>
/// A report's JSON with its lists turned into objects, so that a merge patch can name one entry: stages by number, scores by benchmark,
/// figures by definition. Nulls are left out, because a merge patch uses null to remove a value.
/// </summary>
internal static class KeyedReport
{
    private static readonly string[] keys = ["stage", "benchmark", "definition", "variant"];

    /// <summary>The keyed form of a report, without the sequence number that it was made at.</summary>
    internal static JsonObject Of(JsonObject report)
    {
        var keyed = (JsonObject)Keyed(report)!;
        keyed.Remove("asOfSequence");
        return keyed;
    }

    private static JsonNode? Keyed(JsonNode? node) => node switch
    {
        JsonObject entry => Entries(entry.Select(item => KeyValuePair.Create(item.Key, Keyed(item.Value)))),
        JsonArray list when IsKeyed(list) => Entries(list.Select(item => KeyValuePair.Create(Key((JsonObject)item!), Keyed(item)))),
        _ => node?.DeepClone(),
    };

    private static JsonObject Entries(IEnumerable<KeyValuePair<string, JsonNode?>> entries) =>
        new(entries.Where(entry => entry.Value is not null));

    /// <summary>An empty list of a report is one of objects: no report has a list of plain values.</summary>
    private static bool IsKeyed(JsonArray list) => list.All(item => item is JsonObject entry && keys.Contains(entry.First().Key));

    private static string Key(JsonObject entry) => entry.First().Value!.ToString();
}
