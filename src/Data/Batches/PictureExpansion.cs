using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Batches;

/// <summary>Replaces each image placeholder by the image's tokens, none of which contributes to the loss.</summary>
internal static class PictureExpansion
{
    /// <summary>Returns the expanded conversation.</summary>
    /// <param name="text">Conversation with as many placeholders as there are counts.</param>
    /// <param name="counts">Number of image tokens of each image.</param>
    /// <param name="imageTokenId">Id of an image token.</param>
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

    /// <summary>Truncates the conversation to <paramref name="maximumLength"/>; an image is never split.</summary>
    /// <exception cref="Abstractions.InputException">An image or every answer would be lost.</exception>
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
