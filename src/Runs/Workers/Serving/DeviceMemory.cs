using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>
/// The device memory of this process as the NVIDIA driver counts it. TorchSharp has no <c>cuda.max_memory_allocated</c>, but libtorch keeps
/// what it once took from the driver, so what is taken now is also the most that was ever taken.
/// </summary>
internal static class DeviceMemory
{
    private const string Library = "libnvidia-ml.so.1";
    private const int Success = 0;
    private const int MostProcesses = 1024;

    /// <summary>In bytes; null on the CPU, without the driver's library, and where the driver does not know this process by its number (in
    /// most containers).</summary>
    public static long? Read(Device device)
    {
        if (device.type != DeviceType.CUDA || !NativeLibrary.TryLoad(Library, out _))
        {
            return null;
        }

        try
        {
            return Initialize() == Success ? OfThisProcess() : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A driver older than CUDA 11.
            return null;
        }
    }

    /// <summary>Over all devices: the driver counts them otherwise than CUDA does.</summary>
    private static long? OfThisProcess()
    {
        var own = new List<ulong>();
        _ = CountDevices(out var devices);
        for (var index = 0u; index < devices; index++)
        {
            var (count, processes) = ((uint)MostProcesses, new ProcessMemory[MostProcesses]);
            if (FindDevice(index, out var handle) == Success && FindProcesses(handle, ref count, processes) == Success)
            {
                own.AddRange(processes.Take((int)count).Where(found => found.Id == Environment.ProcessId).Select(found => found.Bytes));
            }
        }

        return own.Count == 0 || own.Contains(ulong.MaxValue) ? null : own.Sum(bytes => (long)bytes);
    }

    [DllImport(Library, EntryPoint = "nvmlInit_v2")]
    private static extern int Initialize();

    [DllImport(Library, EntryPoint = "nvmlDeviceGetCount_v2")]
    private static extern int CountDevices(out uint count);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static extern int FindDevice(uint index, out IntPtr device);

    [DllImport(Library, EntryPoint = "nvmlDeviceGetComputeRunningProcesses_v3")]
    private static extern int FindProcesses(IntPtr device, ref uint count, [Out] ProcessMemory[] processes);

    /// <summary>nvmlProcessInfo_t; bytes are all ones where the driver does not tell.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ProcessMemory
    {
        public readonly uint Id;
        public readonly ulong Bytes;
        public readonly uint GpuInstance;
        public readonly uint ComputeInstance;
    }
}
