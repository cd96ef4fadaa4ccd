using LmmCl.Abstractions;

namespace LmmCl.Data.Conversations;

/// <summary>A conversation as token ids, with one placeholder per image.</summary>
/// <param name="InputIds">Token ids; <see cref="PicturePlaceholder"/> stands for an image.</param>
/// <param name="Labels">Labels, with -100 at positions excluded from the loss. As long as the ids; empty for a prompt.</param>
public sealed record EncodedConversation(IReadOnlyList<int> InputIds, IReadOnlyList<int> Labels)
{
    /// <summary>Placeholder for an image before expansion, as in LLaVA's code.</summary>
    public const int PicturePlaceholder = -200;

    /// <summary>Label of a position excluded from the loss.</summary>
    public const int Ignored = (int)MultimodalBatch.IgnoredLabel;

    /// <summary>Number of images in the conversation.</summary>
    public int PictureCount => InputIds.Count(id => id == PicturePlaceholder);
}
