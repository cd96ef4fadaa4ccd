using static TorchSharp.torch;

namespace LmmCl.MoE.Routings;

/// <summary>Selects the expert that would process a token alone.</summary>
internal static class Choice
{
    /// <summary>Returns the one-hot maximum of r [..., 2], in its type and without gradient; ties select the original expert.</summary>
    public static Tensor Of(Tensor logits)
    {
        // argmax does not guarantee the first of equal values on every device.
        var tuned = logits.select(-1, 1).gt(logits.select(-1, 0));
        return stack([tuned.logical_not(), tuned], -1).to(logits.dtype);
    }
}
