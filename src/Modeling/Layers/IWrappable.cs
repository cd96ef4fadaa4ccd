using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>A layer that methods may wrap. The model assigns its handle once all layers exist.</summary>
internal interface IWrappable
{
    ModuleKind Kind { get; }

    /// <summary>Handle used by methods; null in a model without names, in which case nothing is wrapped.</summary>
    ModelModule? Handle { get; set; }

    /// <summary>The layer as a function of its input and parameter values; null if it depends on anything else.</summary>
    Func<Tensor, IReadOnlyList<Tensor>, Tensor>? Map { get; }
}
