using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images.Sizes;

/// <summary>
/// Image tokens of LLaVA-OneVision: tiled images as counted by <see cref="AnyResolutionTokens"/>, untiled images as their patches and one
/// newline.
/// </summary>
public static class LlavaOnevisionImageTokens
{
    /// <summary>Returns the number of placeholders of a processed image in the prompt.</summary>
    /// <param name="tokens">The model's tiling configuration.</param>
    /// <param name="extent">The original image; a single crop means that it is not tiled (one of several images in a prompt).</param>
    public static int Count(AnyResolutionTokens tokens, ImageExtent extent) =>
        Count(tokens, new ImageSize(extent.Height, extent.Width), extent.Crops == 1);

    /// <summary>Returns the number of placeholders in the prompt of an image of <paramref name="original"/> pixels.</summary>
    public static int Count(AnyResolutionTokens tokens, ImageSize original, bool untiled) =>
        untiled ? tokens.FeaturesPerSide * tokens.FeaturesPerSide + 1 : tokens.Layout(original).ImageTokens;
}
