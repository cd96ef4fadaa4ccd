using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Looks up rows of a table [V, D] by token id. TorchSharp's Embedding creates a new wrapper of its weight on every access, so neither its
/// lifetime nor its gradient can be tracked.
/// </summary>
internal sealed class TokenEmbedding : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    /// <summary>Allocates the table.</summary>
    public TokenEmbedding(int vocabulary, int width, Placement placement)
        : base(nameof(TokenEmbedding))
    {
        weight = placement.Empty(vocabulary, width);
        register_parameter(nameof(weight), weight);
    }

    /// <summary>The table, [V, D].</summary>
    public Parameter Weight => weight;

    /// <summary>Maps ids: [B, T] to [B, T, D].</summary>
    public override Tensor forward(Tensor ids) => weight.index_select(0, ids.reshape(-1)).reshape([.. ids.shape, weight.shape[1]]);
}
