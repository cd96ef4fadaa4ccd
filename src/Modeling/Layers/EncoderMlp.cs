using LmmCl.Modeling.Hardware;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>fc2(activation(fc1(x))). x: [N, P, D].</summary>
internal sealed class EncoderMlp : Module<Tensor, Tensor>
{
    private readonly Projection inner;
    private readonly Projection outer;
    private readonly Func<Tensor, Tensor> activation;

    public EncoderMlp(EncoderConfig config, Placement placement)
        : base(nameof(EncoderMlp))
    {
        activation = config.Activation;
        inner = new Projection(config.Hidden, config.Intermediate, true, placement);
        outer = new Projection(config.Intermediate, config.Hidden, true, placement);
        register_module("fc1", inner);
        register_module("fc2", outer);
    }

    public override Tensor forward(Tensor x) => outer.call(activation(inner.call(x)));
}
