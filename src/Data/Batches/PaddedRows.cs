using LmmCl.Data.Conversations;

namespace LmmCl.Data.Batches;

/// <summary>Rows padded to equal length.</summary>
/// <param name="InputIds">[B, T].</param>
/// <param name="AttentionMask">[B, T], 1 for real tokens.</param>
/// <param name="Labels">[B, T], -100 for padding; null if the rows have none.</param>
public sealed record PaddedRows(long[,] InputIds, long[,] AttentionMask, long[,]? Labels)
{
    /// <summary>Pads to the length of the longest row.</summary>
    /// <param name="rows">Ids and labels of each row.</param>
    /// <param name="padId">Id that fills the rows.</param>
    /// <param name="side">Side that is padded.</param>
    /// <param name="maximumLength">Maximum length; longer rows are truncated at the end.</param>
    /// <param name="asPublished">Masks every token with the pad id, including real ones, as the study's code does.</param>
    public static PaddedRows Of(
        IReadOnlyList<EncodedConversation> rows,
        int padId,
        PaddingSide side = PaddingSide.Right,
        int maximumLength = int.MaxValue,
        bool asPublished = false)
    {
        var lengths = rows.Select(row => Math.Min(row.InputIds.Count, maximumLength)).ToArray();
        var width = lengths.DefaultIfEmpty().Max();
        var (ids, mask) = (new long[rows.Count, width], new long[rows.Count, width]);
        var labels = rows.All(row => row.Labels.Count == row.InputIds.Count) ? new long[rows.Count, width] : null;
        for (var b = 0; b < rows.Count; b++)
        {
            var start = side == PaddingSide.Left ? width - lengths[b] : 0;
            for (var t = 0; t < width; t++)
            {
                var at = t - start;
                var real = at >= 0 && at < lengths[b];
                ids[b, t] = real ? rows[b].InputIds[at] : padId;
                mask[b, t] = real && !(asPublished && ids[b, t] == padId) ? 1 : 0;
                if (labels is not null)
                {
                    labels[b, t] = real ? rows[b].Labels[at] : EncodedConversation.Ignored;
                }
            }
        }

        return new(ids, mask, labels);
    }
}
