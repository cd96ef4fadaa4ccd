using LmmCl.Abstractions;

namespace LmmCl.Modeling.Images.Sizes;

/// <summary>
/// Image tokens of LLaVA-OneVision: tiled pictures as <see cref="AnyResolutionTokens"/> counts them, untiled ones their patches and one
/// newline.
/// </summary>
public static class LlavaOnevisionImageTokens
{
    /// <summary>The number of placeholders that a processed picture takes in the prompt.</summary>
    /// <param name="tokens">The model's tiling.</param>
    /// <param name="extent">The original picture; one crop says that it is not tiled (one of several pictures in a prompt).</param>
    public static int Count(AnyResolutionTokens tokens, ImageExtent extent) =>
        Count(tokens, new ImageSize(extent.Height, extent.Width), extent.Crops == 1);

    /// <summary>The number of placeholders that a picture of <paramref name="original"/> pixels takes in the prompt.</summary>
    public static int Count(AnyResolutionTokens tokens, ImageSize original, bool untiled) =>
        untiled ? tokens.FeaturesPerSide * tokens.FeaturesPerSide + 1 : tokens.Layout(original).ImageTokens;
}
