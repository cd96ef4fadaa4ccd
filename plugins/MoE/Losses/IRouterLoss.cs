using static TorchSharp.torch;

namespace LmmCl.MoE.Losses;

/// <summary>What is asked of a router beside the task.</summary>
internal interface IRouterLoss
{
    /// <summary>What it counts beside the task's loss.</summary>
    double Coefficient { get; }

    /// <summary>Whether the last layer must route every position for it, not only those that predict a label.</summary>
    bool EveryPosition { get; }

    /// <summary>Whether padding counts as a token.</summary>
    bool PaddingToo { get; }

    /// <summary>A layer's loss, a scalar.</summary>
    /// <param name="logits">r [N, 2].</param>
    /// <param name="weights">g [N, 2].</param>
    /// <param name="counted">[N], 1 for the tokens that count.</param>
    Tensor Of(Tensor logits, Tensor weights, Tensor counted);
}
