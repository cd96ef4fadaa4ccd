namespace LmmCl.MoE.Routings;

/// <summary>Conversion of a router's logits r to the weights g of the original and the tuned expert. p = softmax(r).</summary>
public enum RoutingKind
{
    /// <summary>g = p: both experts process every token.</summary>
    Soft,

    /// <summary>
    /// Only the likelier expert processes a token, g_j = p_j: weighted by its probability, so that the router receives a gradient.
    /// </summary>
    Top1,

    /// <summary>Soft or top-1 routing with a loss that encourages even use of both experts.</summary>
    Balanced,

    /// <summary>The study's code: soft in training, hard in evaluation, no gradient through the original expert.</summary>
    AsPublished,
}
