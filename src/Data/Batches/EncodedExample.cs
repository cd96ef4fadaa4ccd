using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Batches;

/// <summary>A conversation or prompt with its images, ready for batching.</summary>
/// <param name="Text">Ids and labels, with one placeholder per image.</param>
/// <param name="Pictures">Paths of the images, in the order of their placeholders.</param>
/// <param name="Place">Origin of the example, for messages.</param>
public sealed record EncodedExample(EncodedConversation Text, IReadOnlyList<string> Pictures, RecordPlace Place)
{
    /// <summary>Number of predicted labels; the first position is never predicted.</summary>
    public int LabelCount => Text.Labels.Skip(1).Count(label => label != EncodedConversation.Ignored);
}
