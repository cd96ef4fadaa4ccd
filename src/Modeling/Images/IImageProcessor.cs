using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Modeling.Images;

/// <summary>Makes of a decoded picture what a model family's vision tower takes. Usable by several threads at once.</summary>
public interface IImageProcessor
{
    /// <summary>Cuts, resizes and normalizes one picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="untiled">
    /// True for one of several pictures in a prompt: families that tile a lone picture pad it to a square and take it as one crop.
    /// Families that never, or always, tile ignore it.
    /// </param>
    ProcessedImage Process(RgbImage image, bool untiled);

    /// <summary>Crops that <see cref="Process"/> makes of a picture, known from its size alone.</summary>
    /// <param name="original">The picture's size in pixels.</param>
    /// <param name="untiled">As for <see cref="Process"/>.</param>
    int Crops(ImageSize original, bool untiled);
}
