using LmmCl.Abstractions;

namespace LmmCl.Data.Conversations;

/// <summary>A conversation as token ids, pictures still as one placeholder each.</summary>
/// <param name="InputIds">Token ids; <see cref="PicturePlaceholder"/> stands for a picture.</param>
/// <param name="Labels">The ids that carry loss, -100 elsewhere. As long as the ids; empty for a prompt.</param>
public sealed record EncodedConversation(IReadOnlyList<int> InputIds, IReadOnlyList<int> Labels)
{
    /// <summary>Stands for a picture before it is expanded, as in LLaVA's code.</summary>
    public const int PicturePlaceholder = -200;

    /// <summary>Marks a position without loss.</summary>
    public const int Ignored = (int)MultimodalBatch.IgnoredLabel;

    /// <summary>How many pictures the conversation takes.</summary>
    public int PictureCount => InputIds.Count(id => id == PicturePlaceholder);
}
