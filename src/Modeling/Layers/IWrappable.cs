using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>A layer that methods may wrap. The model tells it its name and parameters once all layers are made.</summary>
internal interface IWrappable
{
    ModuleKind Kind { get; }

    /// <summary>The handle that methods hold; null in a model without names, and then nothing is wrapped.</summary>
    ModelModule? Handle { get; set; }

    /// <summary>The layer as a function of its input and the values of its parameters; null where it needs more than these.</summary>
    Func<Tensor, IReadOnlyList<Tensor>, Tensor>? Map { get; }
}
