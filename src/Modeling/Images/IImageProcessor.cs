using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images;

/// <summary>Preprocesses a decoded image for a model family's vision tower. Thread-safe.</summary>
public interface IImageProcessor
{
    /// <summary>Crops, resizes and normalizes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="untiled">
    /// True for one of several images in a prompt: families that tile only lone images pad such an image to a square and use it as a single
    /// crop. Other families ignore this flag.
    /// </param>
    ProcessedImage Process(RgbImage image, bool untiled);

    /// <summary>Returns the extent of the result of <see cref="Process"/>, computed from the image's size alone.</summary>
    /// <param name="original">The image's size in pixels.</param>
    /// <param name="untiled">As for <see cref="Process"/>.</param>
    ImageExtent Extent(ImageSize original, bool untiled);
}
