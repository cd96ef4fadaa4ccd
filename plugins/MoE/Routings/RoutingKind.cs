namespace LmmCl.MoE.Routings;

/// <summary>How a router's logits r become the weights g of the original and the tuned expert. p = softmax(r).</summary>
public enum RoutingKind
{
    /// <summary>g = p: both experts answer every token.</summary>
    Soft,

    /// <summary>The likelier expert answers alone, g_j = p_j: weighed by its probability, so that the router learns.</summary>
    Top1,

    /// <summary>Soft or top-1 with a loss that asks for an even use of both experts.</summary>
    Balanced,

    /// <summary>The study's code: soft in training, hard in evaluation, no gradient through the original expert.</summary>
    AsPublished,
}
