using LmmCl.Modeling.Hardware;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LmmCl.Modeling.Layers;

/// <summary>A module that holds one weight, for a name in checkpoints that has a level of its own.</summary>
internal sealed class WeightTable : Module
{
    public readonly Parameter weight;

    public WeightTable(Placement placement, params long[] shape)
        : base(nameof(WeightTable))
    {
        weight = placement.Empty(shape);
        register_parameter(nameof(weight), weight);
    }
}
