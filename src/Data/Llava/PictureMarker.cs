namespace LmmCl.Data.Llava;

/// <summary>The text <c>&lt;image&gt;</c> that stands for a picture in a turn.</summary>
public static class PictureMarker
{
    /// <summary>The marker.</summary>
    public const string Text = "<image>";

    private const string Noise = "QA_GT_caption_based_noisy";

    /// <summary>
    /// Turns of a record with pictures as the study prepares them: a turn's only marker goes to its front, followed by a newline;
    /// turns with several markers stay as they are; the left-over word of a noisy caption set is deleted (study E.3).
    /// </summary>
    public static IReadOnlyList<LlavaTurn> Place(LlavaRecord record) =>
        record.Pictures is null ? record.Turns : [.. record.Turns.Select(turn => turn.WithText(Placed))];

    /// <summary>How many markers the text has.</summary>
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
