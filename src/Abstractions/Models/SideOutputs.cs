using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// What a wrapper makes beside its module's output and the loss reads, such as a router's logits. A model may compute a block without
/// gradients and once more when its gradient is wanted (activation checkpointing); a tensor that a wrapper merely keeps then has no
/// gradient, and one that it gives here has.
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

    /// <summary>Called by a wrapper, every time that it computes.</summary>
    /// <param name="tensors">What it made.</param>
    /// <param name="use">
    /// Takes those tensors that belong to the loss's graph: at once, or after the block where the model checkpoints it; not called when the
    /// block is computed again. They live until it returns.
    /// </param>
    public static void Give(IReadOnlyList<Tensor> tensors, Action<IReadOnlyList<Tensor>> use)
    {
        if (collecting is { } block)
        {
            // They outlive the scopes that a block frees its own tensors with.
            block.given.Add(([.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())], use));
        }
        else
        {
            use(tensors);
        }
    }

    /// <summary>Begins a block of a model: until the result is disposed, what this thread's wrappers give is collected in it.</summary>
    public static SideOutputs Collect() => new();

    /// <summary>What was given, in its order; the caller frees it.</summary>
    public IReadOnlyList<Tensor> Tensors => [.. given.SelectMany(item => item.Tensors)];

    /// <summary>Hands on the tensors of the loss's graph in the place of those that were given.</summary>
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
