using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Rows of a table [V, D] by token id. TorchSharp's Embedding hands out a new wrapper of its weight at every access, so that neither
/// its lifetime nor its gradient can be followed.
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

    /// <summary>[V, D].</summary>
    public Parameter Weight => weight;

    /// <summary>ids: [B, T] to [B, T, D].</summary>
    public override Tensor forward(Tensor ids) => weight.index_select(0, ids.reshape(-1)).reshape([.. ids.shape, weight.shape[1]]);
}
