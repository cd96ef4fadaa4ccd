using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Evaluation.Probes.LayerContributions;

/// <summary>Contributions of each layer's attention and MLP to the residual stream, at selected positions of a sample.</summary>
/// <param name="Attention">[P, D] per layer.</param>
/// <param name="Mlp">[P, D] per layer.</param>
public sealed record BlockOutputs(IReadOnlyList<Tensor> Attention, IReadOnlyList<Tensor> Mlp)
{
    /// <summary>
    /// Records the outputs while a model processes a batch, including any wrappers of a method. The tensors belong to the caller's dispose
    /// scope.
    /// </summary>
    /// <param name="model">The model; all positions are computed, without gradients.</param>
    /// <param name="batch">Teacher-forced batch of question and answer.</param>
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
