using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// Tensors that a wrapper computes besides its module's output and that the loss reads, such as a router's logits. Under activation
/// checkpointing a model computes a block without gradients and again in the backward pass; a tensor that a wrapper merely stores then has
/// no gradient, whereas one registered here does.
/// </summary>
/// <example>
/// <code>
/// module.Wrap((x, inner) =>
/// {
///     var logits = functional.linear(x, router);
///     SideOutputs.Give([logits], given => penalty = given[0].pow(Numbers.Of(2)).mean().DetachFromDisposeScope());
///     return inner(x) * logits.softmax(-1).narrow(-1, 0, 1);
/// });
/// </code>
/// </example>
public sealed class SideOutputs : IDisposable
{
    [ThreadStatic]
    private static SideOutputs? collecting;

    private readonly SideOutputs? outer;
    private readonly List<(IReadOnlyList<Tensor> Tensors, Action<IReadOnlyList<Tensor>> Use)> given = [];

    private SideOutputs() => (outer, collecting) = (collecting, this);

    /// <summary>Registers tensors; called by a wrapper each time it computes.</summary>
    /// <param name="tensors">The tensors to register.</param>
    /// <param name="use">
    /// Receives the tensors that belong to the loss's graph: immediately, or after the block if the model checkpoints it; not called on
    /// recomputation. The tensors are valid until it returns.
    /// </param>
    public static void Give(IReadOnlyList<Tensor> tensors, Action<IReadOnlyList<Tensor>> use)
    {
        if (collecting is { } block)
        {
            // They outlive the dispose scopes of the block.
            block.given.Add(([.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())], use));
        }
        else
        {
            use(tensors);
        }
    }

    /// <summary>
    /// Begins a block of a model: until the result is disposed, tensors registered by this thread's wrappers are collected in it.
    /// </summary>
    public static SideOutputs Collect() => new();

    /// <summary>Registered tensors, in order; the caller frees them.</summary>
    public IReadOnlyList<Tensor> Tensors => [.. given.SelectMany(item => item.Tensors)];

    /// <summary>Passes on the tensors of the loss's graph in place of those that were registered.</summary>
    /// <param name="tensors">As many as <see cref="Tensors"/>, in the same order.</param>
    public void Use(IReadOnlyList<Tensor> tensors)
    {
        var next = 0;
        foreach (var (own, use) in given)
        {
            use([.. tensors.Skip(next).Take(own.Count)]);
            next += own.Count;
        }
    }

    /// <summary>Ends the block.</summary>
    public void Dispose() => collecting = outer;
}
