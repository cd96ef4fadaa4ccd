using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Hardware;

/// <summary>Where parameters live and how they compute.</summary>
/// <param name="Dtype">Type of parameters and activations.</param>
/// <param name="Device">Device of the parameters.</param>
public sealed record Placement(ScalarType Dtype, Device Device)
{
    /// <summary>fp32 on the CPU.</summary>
    public static Placement Default { get; } = new(ScalarType.Float32, CPU);

    /// <summary>As files and options say it.</summary>
    /// <exception cref="Abstractions.InputException">This machine has no such device.</exception>
    public static Placement Of(string device, Precision precision) => new(precision.ToScalarType(), Devices.Resolve(device));

    /// <summary>
    /// Type that rotary frequencies are rounded to. fp32 unless results of a model that was cast as a whole are to be reproduced:
    /// <c>model.to(torch.bfloat16)</c> rounds the library's frequencies too, and casting back does not restore them.
    /// </summary>
    public ScalarType FrequencyType { get; init; } = ScalarType.Float32;

    /// <summary>
    /// A parameter with whatever is in memory, to be filled by a checkpoint or an initialiser. It outlives every dispose scope.
    /// </summary>
    internal Parameter Empty(params long[] shape)
    {
        var parameter = new Parameter(empty(shape, dtype: Dtype, device: Device));
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
