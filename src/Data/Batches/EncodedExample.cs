using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Batches;

/// <summary>A conversation or prompt with its pictures, ready to be put into a batch.</summary>
/// <param name="Text">Ids and labels; pictures are one placeholder each.</param>
/// <param name="Pictures">Paths of the pictures, in the order of their placeholders.</param>
/// <param name="Place">Where it comes from, for messages.</param>
public sealed record EncodedExample(EncodedConversation Text, IReadOnlyList<string> Pictures, RecordPlace Place)
{
    /// <summary>Labels that are predicted: the first position never is.</summary>
    public int LabelCount => Text.Labels.Skip(1).Count(label => label != EncodedConversation.Ignored);
}
