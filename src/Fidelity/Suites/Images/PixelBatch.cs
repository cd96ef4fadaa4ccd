using LmmCl.Modeling.Images;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>The pixel values of several pictures in the layout of transformers.</summary>
/// <param name="Shape">As there.</param>
/// <param name="Values">Row-major.</param>
/// <param name="ChannelStride">Values of one channel that follow each other; then comes the next of three.</param>
internal sealed record PixelBatch(long[] Shape, float[] Values, int ChannelStride)
{
    /// <summary>Values of one picture of the leading dimensions.</summary>
    public int PictureLength => 3 * ChannelStride;

    /// <summary>[pictures, 3, h, w], or [pictures, most crops, 3, h, w] filled up with zeros.</summary>
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

    /// <summary>[patches, patch length].</summary>
    public static PixelBatch Of(IReadOnlyList<ProcessedPatches> pictures) => new(
        [pictures.Sum(picture => picture.GridHeight * picture.GridWidth), pictures[0].PatchLength],
        [.. pictures.SelectMany(picture => picture.Values)],
        pictures[0].PatchLength / 3);
}
