namespace LmmCl.LoRA;

/// <summary>Treatment of a stage's adapter when the next stage begins.</summary>
public enum BetweenStages
{
    /// <summary>Merges it into the weights, in fp32 and rounded once; the next stage begins with a fresh adapter.</summary>
    Merge,

    /// <summary>Keeps it frozen beside the weights; the next stage trains a fresh adapter in addition.</summary>
    Stack,

    /// <summary>Continues to train it in the next stage.</summary>
    Continue,
}
