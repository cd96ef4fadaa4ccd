namespace LmmCl.Modeling.Memory;

/// <summary>Memory of one block in a pass, in bytes.</summary>
/// <param name="Kept">Tensors that autograd keeps for the backward pass.</param>
/// <param name="Forward">Everything that the block allocates in the forward pass, with <paramref name="Kept"/>.</param>
/// <param name="Backward">Temporaries of the backward pass, without the gradients of parameters.</param>
/// <param name="Output">The block's output.</param>
/// <param name="Gradients">Gradients of the block's parameters.</param>
internal readonly record struct BlockMemory(long Kept, long Forward, long Backward, long Output, long Gradients)
{
    /// <summary>The same block if only its input is kept and the block is recomputed in the backward pass.</summary>
    /// <param name="input">Bytes of its input.</param>
    public BlockMemory Recomputed(long input) => Kept == 0 ? this : new(input, Forward, Forward + Backward, Output, Gradients);
}
