using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>
/// Stack of encoder blocks that returns chosen hidden states. Blocks beyond the last chosen one are part of the checkpoint but never run.
/// </summary>
internal sealed class Encoder : Module<Tensor, Tensor>
{
    private readonly ModuleList<EncoderLayer> layers;
    private readonly int[] outputs;

    /// <summary>Allocates the blocks.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="outputs">Hidden states to return, concatenated: 0 is the input, k the output of block k, -1 the last.</param>
    /// <param name="placement">Type and device.</param>
    public Encoder(EncoderConfig config, IEnumerable<int> outputs, Placement placement)
        : base(nameof(Encoder))
    {
        this.outputs = [.. outputs.Select(index => index < 0 ? config.Layers + 1 + index : index)];
        layers = new ModuleList<EncoderLayer>([.. Enumerable.Range(0, config.Layers).Select(_ => new EncoderLayer(config, placement))]);
        register_module(nameof(layers), layers);
    }

    /// <summary>Maps x: [N, P, D] to [N, P, D x outputs].</summary>
    public override Tensor forward(Tensor x)
    {
        var states = new List<Tensor> { x };
        for (var layer = 0; layer < outputs.Max(); layer++)
        {
            states.Add(Recomputation.Run(layers[layer], states[^1], layers[layer].call));
        }

        return outputs.Length == 1 ? states[outputs[0]] : cat([.. outputs.Select(index => states[index])], -1);
    }
}
