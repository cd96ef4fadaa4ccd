using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Batches;

/// <summary>Replaces each picture's placeholder by as many image tokens as the picture takes; none of them carries loss.</summary>
internal static class PictureExpansion
{
    /// <summary>The expanded conversation.</summary>
    /// <param name="text">Has as many placeholders as there are counts.</param>
    /// <param name="counts">Image tokens of each picture.</param>
    /// <param name="imageTokenId">Stands for each of them.</param>
    public static EncodedConversation Expand(EncodedConversation text, IReadOnlyList<int> counts, int imageTokenId)
    {
        var (ids, labels) = (new List<int>(), new List<int>());
        var picture = 0;
        for (var at = 0; at < text.InputIds.Count; at++)
        {
            var isPicture = text.InputIds[at] == EncodedConversation.PicturePlaceholder;
            var count = isPicture ? counts[picture++] : 1;
            ids.AddRange(Enumerable.Repeat(isPicture ? imageTokenId : text.InputIds[at], count));
            if (text.Labels.Count > 0)
            {
                labels.AddRange(Enumerable.Repeat(isPicture ? EncodedConversation.Ignored : text.Labels[at], count));
            }
        }

        return new(ids, labels);
    }

    /// <summary>The conversation without what is past <paramref name="maximumLength"/>; a picture is never cut.</summary>
    /// <exception cref="Abstractions.InputException">A picture or every answer would be lost.</exception>
    public static EncodedConversation Cut(EncodedConversation text, int maximumLength, int imageTokenId, RecordPlace place)
    {
        if (text.InputIds.Count <= maximumLength)
        {
            return text;
        }

        var kept = new EncodedConversation([.. text.InputIds.Take(maximumLength)], [.. text.Labels.Take(maximumLength)]);
        var loses = text.InputIds.Skip(maximumLength).Contains(imageTokenId) ? "pictures"
            : text.Labels.Count == 0 ? "the end of the question"
            : kept.Labels.All(label => label == EncodedConversation.Ignored) ? "every answer"
            : null;
        return loses is null
            ? kept
            : throw place.Wrong(
                [],
                $"{text.InputIds.Count} tokens are more than the {maximumLength} of a row, which would lose {loses}.",
                "Shorten the text or raise the maximum length.");
    }
}
