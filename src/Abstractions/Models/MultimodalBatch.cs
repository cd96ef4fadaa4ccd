using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Size of an image in pixels, and the number of crops it was cut into. The size is that of the original image in families that read crops
/// of one size, and that of the resized image in families that read patches.
/// </summary>
public sealed record ImageExtent(int Height, int Width, int Crops);

/// <summary>Input of a model: token ids with image placeholders expanded to one per image token, and the image crops.</summary>
/// <param name="InputIds">Token ids, [B, T] int64.</param>
/// <param name="AttentionMask">[B, T] int64, 1 for real tokens, 0 for padding.</param>
/// <param name="Labels">[B, T] int64, with -100 at positions excluded from the loss; null outside training.</param>
/// <param name="PixelValues">
/// [total crops, 3, H, W] or, in families that read patches, [total patches, length], fp32: the images of the batch concatenated; null
/// without images.
/// </param>
/// <param name="Images">One entry per image, in the order of <paramref name="PixelValues"/>.</param>
public sealed record MultimodalBatch(
    Tensor InputIds, Tensor AttentionMask, Tensor? Labels, Tensor? PixelValues, IReadOnlyList<ImageExtent> Images)
    : IDisposable
{
    /// <summary>Label of a position excluded from the loss, as in PyTorch's cross-entropy.</summary>
    public const long IgnoredLabel = -100;

    /// <summary>
    /// Copy of this batch in main memory; null if this batch is itself in main memory. Read values that determine control flow or layout
    /// from it: reading them from the accelerator would wait for all of its queued work.
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
