using LmmCl.Modeling.Images;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>The pixel values of several pictures in the layout of transformers.</summary>
/// <param name="Shape">The shape, as in transformers.</param>
/// <param name="Values">Row-major.</param>
/// <param name="ChannelStride">Number of consecutive values of one channel, followed by the next of three.</param>
internal sealed record PixelBatch(long[] Shape, float[] Values, int ChannelStride)
{
    /// <summary>Number of values in one picture of the leading dimensions.</summary>
    public int PictureLength => 3 * ChannelStride;

    /// <summary>Layout [pictures, 3, h, w], or [pictures, most crops, 3, h, w] padded with zeros.</summary>
    public static PixelBatch Of(IReadOnlyList<ProcessedImage> pictures, bool cropsAreAnAxis)
    {
        var (height, width, crops) = (pictures[0].Height, pictures[0].Width, pictures.Max(picture => picture.Crops));
        var values = new float[pictures.Count * crops * 3 * height * width];
        for (var i = 0; i < pictures.Count; i++)
        {
            pictures[i].PixelValues.CopyTo(values, i * crops * 3 * height * width);
        }

        return new(cropsAreAnAxis ? [pictures.Count, crops, 3, height, width] : [pictures.Count, 3, height, width], values, height * width);
    }

    /// <summary>Layout [patches, patch length].</summary>
    public static PixelBatch Of(IReadOnlyList<ProcessedPatches> pictures) => new(
        [pictures.Sum(picture => picture.GridHeight * picture.GridWidth), pictures[0].PatchLength],
        [.. pictures.SelectMany(picture => picture.Values)],
        pictures[0].PatchLength / 3);
}
