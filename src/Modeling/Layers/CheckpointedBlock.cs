using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Layers;

/// <summary>A block's input and the state of the random numbers, from which it can be computed again.</summary>
/// <param name="x">The input.</param>
/// <param name="compute">The block.</param>
/// <param name="acceleratorSeed">Seed of the block's random numbers on an accelerator; null in main memory.</param>
internal sealed class CheckpointedBlock(Tensor x, Func<Tensor, Tensor> compute, long? acceleratorSeed) : IDisposable
{
    private readonly bool wantsGradient = x.requires_grad;
    private readonly Tensor input = x.detach().DetachFromDisposeScope();
    private readonly Tensor randomState = get_rng_state().DetachFromDisposeScope();
    private SideOutputs? given;

    /// <summary>The output, then what wrappers gave beside it.</summary>
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

    /// <summary>Gives the wrappers' users the tensors of the loss's graph.</summary>
    public void HandOnSideOutputs(IReadOnlyList<Tensor> tensors)
    {
        given!.Use(tensors);
        given = null;
    }

    /// <summary>
    /// Computes again and goes back through it: parameters get their gradients, the input's is returned. Frees what was kept.
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
