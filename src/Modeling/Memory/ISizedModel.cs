using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Memory;

/// <summary>A model that says how large its parts are, without values.</summary>
public interface ISizedModel : IMultimodalModel
{
    /// <summary>Dimensions of the language model.</summary>
    DecoderConfig Text { get; }

    /// <summary>Returns the sizes of the vision tower's pass over images; null if the family does not say.</summary>
    VisionShape? Vision(IReadOnlyList<ImageExtent> images);

    /// <summary>Returns what the family's published image processor makes of an image that is alone in its prompt.</summary>
    ImageExtent Extent(ImageSize original);
}
