using LmmCl.Modeling.Hardware;
using LmmCl.Modeling.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Llava;

/// <summary>linear_2(gelu(linear_1(x))) with exact GELU: maps image features to the language model's width (study G.3).</summary>
public sealed class LlavaProjector : Module<Tensor, Tensor>
{
    private readonly Projection first;
    private readonly Projection second;

    /// <summary>Allocates the two layers.</summary>
    public LlavaProjector(int features, int hidden, bool hasBias, Placement placement)
        : base(nameof(LlavaProjector))
    {
        first = new Projection(features, hidden, hasBias, placement);
        second = new Projection(hidden, hidden, hasBias, placement);
        register_module("linear_1", first);
        register_module("linear_2", second);
    }

    /// <summary>x: [N, P, features] to [N, P, D].</summary>
    public override Tensor forward(Tensor x) => second.call(first.call(x).gelu());
}
