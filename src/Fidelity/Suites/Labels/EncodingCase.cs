using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Labels;

/// <summary>Encodes a record to ids and labels, as published and by default.</summary>
internal static class EncodingCase
{
    public static GoldenOutcome Check(JsonElement entry, TemplateUnderTest template)
    {
        var record = Record(entry);
        var system = entry.TryGetProperty("system", out var text) ? text.GetString() : null;
        return GoldenOutcome.All(
        [
            Moved(entry, record),
            Compare(entry, "as_published", () => template.AsPublished(record, system)),
            template.Default is { } encode ? Compare(entry, "default", () => encode(record, system)) : GoldenOutcome.Exact,
        ]);
    }

    /// <summary>Reads the record through a file, like a user's records.</summary>
    private static LlavaRecord Record(JsonElement entry)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"[{entry.GetProperty("record").GetRawText()}]");
            return LlavaFile.Read(file)[0];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static GoldenOutcome Moved(JsonElement entry, LlavaRecord record) =>
        entry.TryGetProperty("turns_after_marker_move", out var turns)
            ? Differences.Ids(
                "turns",
                [.. turns.EnumerateArray().Select(turn => Text(turn, "value"))],
                [.. PictureMarker.Place(record).Select(turn => turn.Value ?? "")])
            : GoldenOutcome.Exact;

    private static string Text(JsonElement turn, string name) => turn.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static GoldenOutcome Compare(JsonElement entry, string mode, Func<EncodedConversation> encode)
    {
        var expected = entry.GetProperty(mode);
        EncodedConversation found;
        try
        {
            found = encode();
        }
        catch (InputException error)
        {
            return GoldenOutcome.Equal(expected.ValueKind == JsonValueKind.Null, () => $"{mode}: refused: {error.Message}");
        }

        return expected.ValueKind == JsonValueKind.Null
            ? GoldenOutcome.Equal(false, () => $"{mode}: the reference refuses this record")
            : GoldenOutcome.All(
            [
                Differences.Ids($"{mode} ids", expected.GetProperty("input_ids").Deserialize<int[]>()!, found.InputIds),
                Differences.Ids($"{mode} labels", expected.GetProperty("labels").Deserialize<int[]>()!, found.Labels),
            ]);
    }
}
