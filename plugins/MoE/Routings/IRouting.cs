using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>A map from an expert's input [..., D] to its output [..., D].</summary>
internal delegate Tensor Expert(Tensor x);

/// <summary>Computes weights from router logits, and the layer's output from weights.</summary>
internal interface IRouting
{
    /// <summary>True if the last layer must route every position, not only those that predict a label.</summary>
    bool EveryPosition => false;

    /// <summary>Maps r [..., 2] to g [..., 2], the weights of original and tuned expert.</summary>
    Tensor Weights(Tensor logits);

    /// <summary>Computes y = g_0 E_0(x) + g_1 E_1(x), with gradients to x through both experts.</summary>
    Tensor Mix(Tensor x, Tensor weights, Expert original, Expert tuned) =>
        (weights.narrow(-1, 0, 1) * original(x)).Plus(weights.narrow(-1, 1, 1) * tuned(x));
}
