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
}
