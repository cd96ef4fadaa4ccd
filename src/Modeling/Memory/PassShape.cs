using LmmCl.Abstractions;

namespace LmmCl.Modeling.Memory;

/// <summary>Sizes of a batch, from which the memory of a pass follows.</summary>
/// <param name="Rows">Number of sequences, B.</param>
/// <param name="Length">Length of the longest sequence with its images, T.</param>
/// <param name="Answers">Number of positions at which the loss or the decoder reads logits.</param>
/// <param name="Images">The images.</param>
public sealed record PassShape(long Rows, long Length, long Answers, IReadOnlyList<ImageExtent> Images)
{
    /// <summary>Number of positions of the batch, padding included.</summary>
    public long Positions => Rows * Length;
}
