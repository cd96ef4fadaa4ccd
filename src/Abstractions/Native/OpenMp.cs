using System.Runtime.InteropServices;

namespace LmmCl.Abstractions;

/// <summary>Threads used by libtorch.</summary>
internal static partial class OpenMp
{
    private const int KeepWhatIsSet = 0;

    /// <summary>
    /// Makes waiting threads sleep instead of spin, unless <c>OMP_WAIT_POLICY</c> is set: on shared cores, spinning can make a step a
    /// hundred times slower. OpenMP reads the variable once, when libtorch is loaded.
    /// </summary>
    public static void SleepWhileWaiting()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Environment.SetEnvironmentVariable changes only .NET's copy, which native libraries do not see.
            _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", KeepWhatIsSet);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
