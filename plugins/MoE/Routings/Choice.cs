using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>Which expert a token would go to alone.</summary>
internal static class Choice
{
    /// <summary>One-hot of the larger of r [..., 2], in its type and without gradient; a tie goes to the original expert.</summary>
    public static Tensor Of(Tensor logits)
    {
        // argmax does not promise the first of equal values on every device.
        var tuned = logits.select(-1, 1).gt(logits.select(-1, 0));
        return stack([tuned.logical_not(), tuned], -1).to(logits.dtype);
    }
}
