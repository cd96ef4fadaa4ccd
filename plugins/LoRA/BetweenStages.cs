namespace LmmCl.LoRA;

/// <summary>What becomes of a stage's adapter when the next stage begins.</summary>
public enum BetweenStages
{
    /// <summary>It is added to the weights, in fp32 and rounded once; the next stage begins with a fresh one.</summary>
    Merge,

    /// <summary>It stays beside the weights, frozen; the next stage trains a fresh one beside it.</summary>
    Stack,

    /// <summary>The next stage trains it on.</summary>
    Continue,
}
