using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Workers.Serving;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Runs.Planning;

/// <summary>The memory of the device that an experiment names.</summary>
internal static class DeviceCapacity
{
    /// <summary>True if the experiment computes on a GPU: one that this machine has, or one that it names.</summary>
    public static bool IsGpu(string device) => device == Devices.Auto
        ? Devices.Available()[0].type == DeviceType.CUDA
        : device.StartsWith("cuda", StringComparison.Ordinal);

    /// <summary>Memory in bytes; null for a GPU that this machine does not have, or whose driver does not say.</summary>
    public static long? Of(string device) => IsGpu(device)
        ? Devices.Cuda().Count == 0 ? null : DeviceMemory.Total(0)
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
