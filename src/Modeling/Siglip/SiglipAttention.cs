using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Siglip;

/// <summary>softmax(q k^T / sqrt(W)) v, every patch seeing every patch. x: [N, P, D].</summary>
internal sealed class SiglipAttention : Module<Tensor, Tensor>
{
    private readonly Projection query;
    private readonly Projection key;
    private readonly Projection value;
    private readonly Projection output;
    private readonly int heads;
    private readonly double scale;

    public SiglipAttention(SiglipConfig config, Placement placement)
        : base(nameof(SiglipAttention))
    {
        (heads, scale) = (config.Heads, 1 / Math.Sqrt(config.Hidden / config.Heads));
        Projection Square() => new(config.Hidden, config.Hidden, true, placement);
        (query, key, value, output) = (Square(), Square(), Square(), Square());
        register_module("q_proj", query);
        register_module("k_proj", key);
        register_module("v_proj", value);
        register_module("out_proj", output);
    }

    public override Tensor forward(Tensor x)
    {
        var q = Split(query.call(x)).mul(scale);
        var scores = q.matmul(Split(key.call(x)).transpose(-2, -1));
        var mixed = scores.softmax(-1).matmul(Split(value.call(x)));
        return output.call(mixed.transpose(1, 2).reshape(x.shape));
    }

    /// <summary>[N, P, D] to [N, heads, P, W].</summary>
    private Tensor Split(Tensor x) => x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2);
}
