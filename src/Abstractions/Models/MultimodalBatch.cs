using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>Size of an original picture in pixels and how many crops it was cut into.</summary>
public sealed record ImageExtent(int Height, int Width, int Crops);

/// <summary>What a model is given: token ids with image placeholders expanded to one per image token, and the pictures' crops.</summary>
/// <param name="InputIds">[B, T] int64.</param>
/// <param name="AttentionMask">[B, T] int64, 1 for real tokens, 0 for padding.</param>
/// <param name="Labels">[B, T] int64 with -100 for positions that carry no loss; null outside training.</param>
/// <param name="PixelValues">[sum of crops, 3, H, W] fp32, all pictures of the batch one after another; null without pictures.</param>
/// <param name="Images">One entry per picture, in the order of <paramref name="PixelValues"/>.</param>
public sealed record MultimodalBatch(
    Tensor InputIds, Tensor AttentionMask, Tensor? Labels, Tensor? PixelValues, IReadOnlyList<ImageExtent> Images)
    : IDisposable
{
    /// <summary>The label of a position that carries no loss, as in PyTorch's cross-entropy.</summary>
    public const long IgnoredLabel = -100;

    /// <summary>
    /// The same batch in main memory where this one is on an accelerator; null where this one is in main memory itself. What decides how
    /// work is laid out is read here: reading it off the accelerator would wait for everything that it has still to do.
    /// </summary>
    public MultimodalBatch? OnHost { get; init; }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        OnHost?.Dispose();
        InputIds.Dispose();
        AttentionMask.Dispose();
        Labels?.Dispose();
        PixelValues?.Dispose();
    }
}
