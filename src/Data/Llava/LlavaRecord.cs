using System.Text.Json;

namespace LmmCl.Data.Llava;

/// <summary>One record of a LLaVA data set: pictures and a conversation about them.</summary>
/// <param name="Id">The record's id; its position in the file where it has none.</param>
/// <param name="Pictures">Relative paths; null where the record has no <c>image</c> key, which makes it a text record.</param>
/// <param name="Turns">The conversation, in order.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Document">The benchmark's own fields of a test record, its <c>doc</c>; null elsewhere.</param>
public sealed record LlavaRecord(
    string Id,
    IReadOnlyList<string>? Pictures,
    IReadOnlyList<LlavaTurn> Turns,
    RecordPlace Place,
    JsonElement? Document = null)
{
    /// <summary>Text of the first user turn, without picture markers; empty where there is none.</summary>
    public string Question =>
        Turns.FirstOrDefault(turn => turn.Speaker == LlavaTurn.User)?.Text
            .Replace(PictureMarker.Text, "", StringComparison.Ordinal)
            .Trim() ?? "";

    /// <summary>Text of the first answer; empty where there is none.</summary>
    public string Answer => Turns.FirstOrDefault(turn => turn.Speaker == LlavaTurn.Assistant)?.Text ?? "";
}
