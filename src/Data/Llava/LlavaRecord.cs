using System.Text.Json;

namespace LmmCl.Data.Llava;

/// <summary>A record of a LLaVA dataset: images and a conversation about them.</summary>
/// <param name="Id">Id of the record, or its position in the file if it has none.</param>
/// <param name="Pictures">Relative paths; null if the record has no <c>image</c> key, which makes it a text record.</param>
/// <param name="Turns">The conversation, in order.</param>
/// <param name="Place">Location of the record.</param>
/// <param name="Document">The benchmark's own fields of a test record, from its <c>doc</c>; null otherwise.</param>
public sealed record LlavaRecord(
    string Id,
    IReadOnlyList<string>? Pictures,
    IReadOnlyList<LlavaTurn> Turns,
    RecordPlace Place,
    JsonElement? Document = null)
{
    /// <summary>Name of the field with the turns, for messages.</summary>
    public string TurnsField { get; init; } = "conversations";

    /// <summary>The record's own system text, from its key or its first turn; null for the template's.</summary>
    public string? System { get; init; }

    /// <summary>
    /// Returns the record as read by versions before 0.2: without its own system text, and with every answer learned. Used to resume
    /// experiments started with these versions.
    /// </summary>
    public LlavaRecord ReadAsBefore() => this with { System = null, Turns = [.. Turns.Select(turn => turn with { IsLearned = true })] };

    /// <summary>Text of the first user turn, without image markers; empty if there is none.</summary>
    public string Question =>
        Turns.FirstOrDefault(turn => turn.Speaker == LlavaTurn.User)?.Text
            .Replace(PictureMarker.Text, "", StringComparison.Ordinal)
            .Trim() ?? "";

    /// <summary>Text of the first answer; empty if there is none.</summary>
    public string Answer => Turns.FirstOrDefault(turn => turn.Speaker == LlavaTurn.Assistant)?.Text ?? "";
}
