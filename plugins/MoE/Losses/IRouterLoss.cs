using static TorchSharp.torch;

namespace LmmCl.MoE.Losses;

/// <summary>Loss on a router in addition to the task's loss.</summary>
internal interface IRouterLoss
{
    /// <summary>Weight relative to the task's loss.</summary>
    double Coefficient { get; }

    /// <summary>True if the last layer must route every position for it, not only those that predict a label.</summary>
    bool EveryPosition { get; }

    /// <summary>True if padding counts as tokens.</summary>
    bool PaddingToo { get; }

    /// <summary>Computes a layer's loss, a scalar.</summary>
    /// <param name="logits">r [N, 2].</param>
    /// <param name="weights">g [N, 2].</param>
    /// <param name="counted">[N], 1 for the tokens that count.</param>
    Tensor Of(Tensor logits, Tensor weights, Tensor counted);
}
