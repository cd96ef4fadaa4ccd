using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Llava;

/// <summary>Dimensions common to the LLaVA families: a tower of square crops, a projector, a language model and tiled images.</summary>
/// <param name="Text">Configuration of the language model.</param>
/// <param name="ImageTokenId">Id of the token that stands for one image feature.</param>
/// <param name="Tiling">Tiling of an image and its token count.</param>
/// <param name="Tower">Sizes of the vision tower.</param>
/// <param name="FeatureLayers">Hidden states of the tower that the projector reads, concatenated; -1 is the last block's output.</param>
/// <param name="ProjectorBias">True if the projector's two layers have biases.</param>
public sealed record LlavaDimensions(
    DecoderConfig Text,
    int ImageTokenId,
    AnyResolutionTokens Tiling,
    TowerSize Tower,
    IReadOnlyList<int> FeatureLayers,
    bool ProjectorBias)
{
    /// <summary>Number of blocks that run: those after the last chosen hidden state do not.</summary>
    public int BlocksRun => FeatureLayers.Max(index => index < 0 ? Tower.Layers + 1 + index : index);
}
