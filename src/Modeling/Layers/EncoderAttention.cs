using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>softmax(q k^T / sqrt(W)) v with bidirectional attention between patches. x: [N, P, D].</summary>
internal sealed class EncoderAttention : Module<Tensor, Tensor>
{
    private readonly Projection query;
    private readonly Projection key;
    private readonly Projection value;
    private readonly Projection output;
    private readonly int heads;

    public EncoderAttention(EncoderConfig config, Placement placement)
        : base(nameof(EncoderAttention))
    {
        heads = config.Heads;
        Projection Square() => new(config.Hidden, config.Hidden, true, placement);
        (query, key, value, output) = (Square(), Square(), Square(), Square());
        register_module("q_proj", query);
        register_module("k_proj", key);
        register_module("v_proj", value);
        register_module("out_proj", output);
    }

    public override Tensor forward(Tensor x)
    {
        var mixed = functional.scaled_dot_product_attention(Split(query.call(x)), Split(key.call(x)), Split(value.call(x)));
        return output.call(mixed.transpose(1, 2).reshape(x.shape));
    }

    /// <summary>Reshapes [N, P, D] to [N, heads, P, W].</summary>
    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2);
}
