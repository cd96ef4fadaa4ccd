using LmmCl.Data.Conversations;

namespace LmmCl.Data.Batches;

/// <summary>The longest row of a training batch, and what happens to longer records.</summary>
/// <param name="Tokens">Number of tokens of the longest row, with pictures expanded.</param>
/// <param name="Overlong">Treatment of longer records.</param>
public sealed record LengthLimit(int Tokens, OverlongRecords Overlong)
{
    /// <summary>
    /// Returns the conversation cut to the limit, without the tokens after the last one that is learned. Null if it cannot be cut: a
    /// picture or every answer would be lost, or its only answer would lose just its end token, which would teach the model not to stop.
    /// </summary>
    /// <param name="text">Conversation with a placeholder for each picture.</param>
    /// <param name="pictureTokens">Number of tokens of each picture.</param>
    /// <param name="endOfTurn">Token that ends an answer.</param>
    public EncodedConversation? Cut(EncodedConversation text, IReadOnlyList<int> pictureTokens, int endOfTurn)
    {
        var (kept, length, picture) = (0, 0, 0);
        while (kept < text.InputIds.Count)
        {
            length += text.InputIds[kept] == EncodedConversation.PicturePlaceholder ? pictureTokens[picture++] : 1;
            if (length > Tokens)
            {
                break;
            }

            kept++;
        }

        if (text.InputIds.Skip(kept).Contains(EncodedConversation.PicturePlaceholder))
        {
            return null;
        }

        var end = LastLearned(text, kept);
        if (end > 1 && kept < text.Labels.Count && text.Labels[kept] == endOfTurn && end == kept && text.Labels[end - 1] != endOfTurn)
        {
            end = EndOfAnswerBefore(text, kept, endOfTurn);
        }

        return end > 1 ? new([.. text.InputIds.Take(end)], [.. text.Labels.Take(end)]) : null;
    }

    /// <summary>Number of tokens up to the last learned one of the first <paramref name="kept"/>; the first is never predicted.</summary>
    private static int LastLearned(EncodedConversation text, int kept)
    {
        while (kept > 1 && text.Labels[kept - 1] == EncodedConversation.Ignored)
        {
            kept--;
        }

        return kept;
    }

    private static int EndOfAnswerBefore(EncodedConversation text, int kept, int endOfTurn)
    {
        while (kept > 1 && text.Labels[kept - 1] != endOfTurn)
        {
            kept--;
        }

        return kept;
    }
}
