using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>What attention and MLP of every layer add to the residual stream, at chosen positions of one sample.</summary>
/// <param name="Attention">[P, D] per layer.</param>
/// <param name="Mlp">[P, D] per layer.</param>
public sealed record BlockOutputs(IReadOnlyList<Tensor> Attention, IReadOnlyList<Tensor> Mlp)
{
    /// <summary>
    /// Listens to a model while it reads a batch; what a method has put around a module takes part. The tensors belong to the caller's
    /// scope.
    /// </summary>
    /// <param name="model">Computes every position, without gradients.</param>
    /// <param name="batch">Teacher-forced: question and answer.</param>
    /// <param name="rows">[P] int64, indices into the flattened [B x T] positions.</param>
    public static BlockOutputs Of(IMultimodalModel model, MultimodalBatch batch, Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var heard = new Dictionary<ModelModule, Tensor>();
        var blocks = model.Modules.Where(module => module.Kind is ModuleKind.Attention or ModuleKind.Mlp);
        var listened = blocks.OrderBy(module => module.Layer).ToList();
        var wrappers = listened.ConvertAll(module => module.Wrap((x, inner) =>
        {
            var output = inner(x);
            heard[module] = output.flatten(0, 1).index_select(0, rows).DetachFromDisposeScope();
            return output;
        }));
        try
        {
            model.Hidden(batch);
        }
        finally
        {
            wrappers.ForEach(wrapper => wrapper.Dispose());
        }

        scope.Attach(heard.Values);
        IReadOnlyList<Tensor> OfKind(ModuleKind kind) =>
            [.. listened.Where(module => module.Kind == kind).Select(module => heard[module].MoveToOuterDisposeScope())];
        return new(OfKind(ModuleKind.Attention), OfKind(ModuleKind.Mlp));
    }
}
