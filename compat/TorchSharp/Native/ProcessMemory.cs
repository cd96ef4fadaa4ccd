using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Keeps memory that a training step frees for the next step. By default the C library hands it back to the system at the end of every step
/// and faults it in again page by page, which cost a tiny model a fifth of its step. A setting in the environment (MALLOC_*) goes first.
/// </summary>
internal static class ProcessMemory
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int ArenaMaximum = -8;

    /// <summary>The most that the C library takes: larger blocks are mapped one by one and do go back when freed.</summary>
    private const int LargestPooledBlock = 32 << 20;

    public static void Pool()
    {
        try
        {
            Choose("MALLOC_TRIM_THRESHOLD_", TrimThreshold, int.MaxValue);
            Choose("MALLOC_MMAP_THRESHOLD_", MapThreshold, LargestPooledBlock);

            // Only the first arena keeps what is freed at its end; a thread's own gives whole segments back.
            Choose("MALLOC_ARENA_MAX", ArenaMaximum, 1);
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library than glibc has no such settings.
        }
    }

    private static void Choose(string variable, int setting, int value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
        {
            _ = mallopt(setting, value);
        }
    }

    [DllImport("libc")]
    private static extern int mallopt(int setting, int value);
}
