using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images;

/// <summary>Preprocesses a decoded image for a model family's vision tower. Thread-safe.</summary>
public interface IImageProcessor
{
    /// <summary>Crops, resizes and normalizes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="untiled">
    /// True for one of several images in a prompt: families that tile a lone image pad it to a square and take it as one crop. Families
    /// that never tile, or always do, ignore it.
    /// </param>
    ProcessedImage Process(RgbImage image, bool untiled);

    /// <summary>Returns the extent of what <see cref="Process"/> makes of an image, from its size alone.</summary>
    /// <param name="original">The image's size in pixels.</param>
    /// <param name="untiled">As for <see cref="Process"/>.</param>
    ImageExtent Extent(ImageSize original, bool untiled);
}
