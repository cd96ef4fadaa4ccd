using System.Runtime.InteropServices;

namespace LmmCl.Abstractions;

/// <summary>The threads that libtorch computes with.</summary>
internal static partial class OpenMp
{
    private const int KeepWhatIsSet = 0;

    /// <summary>
    /// Lets waiting threads sleep instead of spin, unless <c>OMP_WAIT_POLICY</c> is set: where cores are shared, spinning made a step a
    /// hundred times slower. OpenMP reads it once, when libtorch is loaded.
    /// </summary>
    public static void SleepWhileWaiting()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Environment.SetEnvironmentVariable changes .NET's own copy, which native libraries do not see.
            _ = SetVariable("OMP_WAIT_POLICY", "PASSIVE", KeepWhatIsSet);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
