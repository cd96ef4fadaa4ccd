using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>
/// Device memory of this process as counted by the NVIDIA driver. TorchSharp has no <c>cuda.max_memory_allocated</c>, but libtorch never
/// returns memory to the driver, so the current amount is also the peak.
/// </summary>
internal static class DeviceMemory
{
    private const string Library = "libnvidia-ml.so.1";
    private const int Success = 0;
    private const int MostProcesses = 1024;

    /// <summary>
    /// Memory in bytes; null on the CPU, without the driver's library, and if the driver does not know the process id (in most containers).
    /// </summary>
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
            // The driver is older than CUDA 11.
            return null;
        }
    }

    /// <summary>Memory of a whole device in bytes, by the driver's numbering; null if the driver does not say.</summary>
    public static long? Total(uint index)
    {
        if (!NativeLibrary.TryLoad(Library, out _) || Initialize() != Success || FindDevice(index, out var handle) != Success)
        {
            return null;
        }

        return FindMemory(handle, out var memory) == Success ? (long)memory.Total : null;
    }

    /// <summary>Sums over all devices, because the driver numbers them differently than CUDA.</summary>
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

    [DllImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    private static extern int FindMemory(IntPtr device, out WholeMemory memory);

    /// <summary>nvmlMemory_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WholeMemory
    {
        public readonly ulong Total;
        public readonly ulong Free;
        public readonly ulong Used;
    }

    /// <summary>nvmlProcessInfo_t; all bits of the byte count are set if the driver does not report it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ProcessMemory
    {
        public readonly uint Id;
        public readonly ulong Bytes;
        public readonly uint GpuInstance;
        public readonly uint ComputeInstance;
    }
}
