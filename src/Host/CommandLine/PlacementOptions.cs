using System.CommandLine;
using LmmCl.Abstractions;
using LmmCl.Modeling.Hardware;

namespace LmmCl.Host.CommandLine;

/// <summary>Options for the device and the data type of models. They override the file.</summary>
internal sealed class PlacementOptions
{
    /// <summary><c>--device</c>.</summary>
    public Option<string?> Device { get; } = new("--device")
    {
        Description = "Where models compute: auto (the first GPU, or the CPU), cpu, cuda or cuda:N. Overrides the file.",
    };

    /// <summary><c>--dtype</c>.</summary>
    public Option<string?> Dtype { get; } = new("--dtype")
    {
        Description = "The type of weights and activations: float32 or bfloat16. Overrides the file.",
    };

    /// <summary>The device given, or <paramref name="otherwise"/>.</summary>
    /// <exception cref="InputException">The text is not a device name.</exception>
    public string DeviceOr(string otherwise, ParseResult parsed) =>
        parsed.GetValue(Device) is { } said ? Devices.Check(said, Device.Name) : otherwise;

    /// <summary>The type given, or <paramref name="otherwise"/>.</summary>
    /// <exception cref="InputException">There is no such type.</exception>
    public Precision DtypeOr(Precision otherwise, ParseResult parsed) =>
        parsed.GetValue(Dtype) is { } said ? Precisions.Parse(said, Dtype.Name) : otherwise;
}
