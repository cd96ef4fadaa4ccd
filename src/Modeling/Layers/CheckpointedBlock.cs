using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>Input of a block and random number state, from which the block can be recomputed.</summary>
/// <param name="x">The input.</param>
/// <param name="compute">The block.</param>
/// <param name="acceleratorSeed">Seed of the block's random numbers on an accelerator; null in main memory.</param>
internal sealed class CheckpointedBlock(Tensor x, Func<Tensor, Tensor> compute, long? acceleratorSeed) : IDisposable
{
    private readonly bool wantsGradient = x.requires_grad;
    private readonly Tensor input = x.detach().DetachFromDisposeScope();
    private readonly Tensor randomState = get_rng_state().DetachFromDisposeScope();
    private SideOutputs? given;

    /// <summary>Returns the output, followed by the side outputs of wrappers.</summary>
    public List<Tensor> Forward(Tensor from)
    {
        if (acceleratorSeed is { } seed)
        {
            cuda.manual_seed(seed);
        }

        using var scope = NewDisposeScope();
        using var collecting = given = SideOutputs.Collect();
        var output = compute(from);
        scope.Attach(given.Tensors);
        return [.. given.Tensors.Prepend(output).Select(tensor => tensor.MoveToOuterDisposeScope())];
    }

    /// <summary>Passes the tensors of the loss's graph to the wrappers' callbacks.</summary>
    public void HandOnSideOutputs(IReadOnlyList<Tensor> tensors)
    {
        given!.Use(tensors);
        given = null;
    }

    /// <summary>
    /// Recomputes the block and backpropagates through it: accumulates parameter gradients and returns the input gradient. Frees the saved
    /// state.
    /// </summary>
    public Tensor? Backward(IReadOnlyList<Tensor> gradients)
    {
        using var scope = NewDisposeScope();
        using var recorded = enable_grad();
        using var after = get_rng_state();
        var from = input.detach().requires_grad_(wantsGradient);
        List<Tensor> outputs;
        try
        {
            set_rng_state(randomState);
            outputs = Forward(from);
        }
        finally
        {
            set_rng_state(after);
        }

        var reached = outputs.Zip(gradients).Where(pair => !pair.Second.IsInvalid && pair.First.requires_grad).ToList();
        if (reached.Count > 0)
        {
            autograd.backward([.. reached.Select(pair => pair.First)], [.. reached.Select(pair => pair.Second)]);
        }

        foreach (var gradient in gradients.Where(gradient => !gradient.IsInvalid))
        {
            gradient.Dispose();
        }

        Dispose();
        return wantsGradient ? from.grad?.MoveToOuterDisposeScope() : null;
    }

    public void Dispose()
    {
        input.Dispose();
        randomState.Dispose();
    }
}
