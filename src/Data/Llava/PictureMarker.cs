namespace LmmCl.Data.Llava;

/// <summary>The text <c>&lt;image&gt;</c> that marks the position of an image in a turn.</summary>
public static class PictureMarker
{
    /// <summary>The marker text.</summary>
    public const string Text = "<image>";

    private const string Noise = "QA_GT_caption_based_noisy";

    /// <summary>
    /// Prepares the turns of a record with images as in the study: the only marker of a turn moves to its front, followed by a newline;
    /// turns with several markers are unchanged; the residual word of a noisy caption set is deleted (study E.3).
    /// </summary>
    public static IReadOnlyList<LlavaTurn> Place(LlavaRecord record) =>
        record.Pictures is null ? record.Turns : [.. record.Turns.Select(turn => turn.WithText(Placed))];

    /// <summary>Counts the markers in a text.</summary>
    public static int Count(string text) => text.Split(Text).Length - 1;

    private static string Placed(string text)
    {
        if (Count(text) == 1 && !text.StartsWith(Text, StringComparison.Ordinal))
        {
            text = $"{Text}\n{text.Replace(Text, "", StringComparison.Ordinal).Trim()}".Trim();
        }

        return text.Replace(Noise, "", StringComparison.Ordinal);
    }
}
