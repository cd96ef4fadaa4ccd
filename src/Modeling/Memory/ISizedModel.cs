using LmmCl.Abstractions;
using LmmCl.Modeling.Images.Sizes;
using LmmCl.Modeling.Layers;

namespace LmmCl.Modeling.Memory;

/// <summary>A model that reports the sizes of its parts, even without parameter values.</summary>
public interface ISizedModel : IMultimodalModel
{
    /// <summary>Dimensions of the language model.</summary>
    DecoderConfig Text { get; }

    /// <summary>Returns the sizes of the vision tower's pass over images; null if the family does not report them.</summary>
    VisionShape? Vision(IReadOnlyList<ImageExtent> images);

    /// <summary>Returns the extent that the family's published image processor produces for a lone image of a prompt.</summary>
    ImageExtent Extent(ImageSize original);
}
