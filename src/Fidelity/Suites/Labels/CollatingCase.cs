using System.Text.Json;
using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>Collates rows into a padded batch. The rows are the published ids and labels of other cases.</summary>
internal static class CollatingCase
{
    public static GoldenOutcome Check(JsonElement entry, List<JsonElement> entries)
    {
        var rows = entry.GetProperty("rows").EnumerateArray().Select(name => Row(name.GetString()!, entries)).ToList();
        var published = Pad(entry, rows, asPublished: true);
        var expected = entry.GetProperty("as_published");
        return GoldenOutcome.All(
        [
            Compare("ids", expected.GetProperty("input_ids"), published.InputIds),
            Compare("labels", expected.GetProperty("labels"), published.Labels!),
            Compare("published mask", expected.GetProperty("attention_mask"), published.AttentionMask),
            Compare("mask", entry.GetProperty("default_attention_mask"), Pad(entry, rows, asPublished: false).AttentionMask),
        ]);
    }

    private static PaddedRows Pad(JsonElement entry, List<EncodedConversation> rows, bool asPublished) => PaddedRows.Of(
        rows,
        entry.GetProperty("pad_token_id_used").GetInt32(),
        entry.GetProperty("padding_side").GetString() == "left" ? PaddingSide.Left : PaddingSide.Right,
        entry.GetProperty("model_max_length").GetInt32(),
        asPublished);

    private static EncodedConversation Row(string name, List<JsonElement> entries)
    {
        var row = entries.Single(entry => entry.GetProperty("name").GetString() == name).GetProperty("as_published");
        return new(row.GetProperty("input_ids").Deserialize<int[]>()!, row.GetProperty("labels").Deserialize<int[]>()!);
    }

    private static GoldenOutcome Compare(string what, JsonElement expected, long[,] found)
    {
        var rows = expected.EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray()).ToList();
        return GoldenOutcome.All(
        [
            Differences.Ids(
                $"{what}: shape", [rows.Count, rows.Select(row => row.Length).FirstOrDefault()], [found.GetLength(0), found.GetLength(1)]),
            Differences.Ids(what, [.. rows.SelectMany(row => row)], [.. found.Cast<long>()]),
        ]);
    }

    private static long Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetInt64(),
    };
}
