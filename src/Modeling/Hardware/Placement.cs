using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LmmCl.Modeling.Hardware;

/// <summary>Device and type of a model's parameters.</summary>
/// <param name="Dtype">Type of parameters and activations.</param>
/// <param name="Device">Device of the parameters.</param>
public sealed record Placement(ScalarType Dtype, Device Device)
{
    /// <summary>fp32 on the CPU.</summary>
    public static Placement Default { get; } = new(ScalarType.Float32, CPU);

    /// <summary>Creates a placement from a device name and a precision.</summary>
    /// <exception cref="Abstractions.InputException">This machine has no such device.</exception>
    public static Placement Of(string device, Precision precision) => new(precision.ToScalarType(), Devices.Resolve(device));

    /// <summary>
    /// Type that rotary frequencies are rounded to. fp32, except to reproduce the results of a model that was cast as a whole:
    /// <c>model.to(torch.bfloat16)</c> rounds the library's frequencies too, and casting back does not restore them.
    /// </summary>
    public ScalarType FrequencyType { get; init; } = ScalarType.Float32;

    /// <summary>
    /// Allocates an uninitialized parameter, to be filled from a checkpoint or by an initializer. It is not owned by any dispose scope.
    /// </summary>
    internal Parameter Empty(params long[] shape)
    {
        var parameter = new Parameter(empty(shape, dtype: Dtype, device: Device));
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
