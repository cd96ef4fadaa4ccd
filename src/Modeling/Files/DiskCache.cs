using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Modeling.Files;

/// <summary>
/// What the operating system keeps in memory of files and folders. The framework's own flush (<see cref="RandomAccess.FlushToDisk"/>) takes
/// a failed one for a success on Linux (.NET 10.0: its native part returns 1 where the managed one looks for a negative number), so this
/// asks for itself.
/// </summary>
public static class DiskCache
{
    private const int Interrupted = 4;

    // EINVAL, EROFS, ENOTSUP: of files and folders that have no disk under them, which is no failure.
    private static readonly int[] nothingToFlush = [22, 30, 95];

    // Found as the program itself finds it, so that a library which was loaded before can stand in for a failing disk.
    private static readonly Lazy<Flush> flush = new(() => Marshal.GetDelegateForFunctionPointer<Flush>(
        NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fsync")));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int Flush(int descriptor);

    /// <summary>Returns when everything written through any handle of this file, or every name in this folder, is on the disk.</summary>
    /// <param name="file">An open file or folder.</param>
    /// <param name="path">Its name, for errors.</param>
    /// <exception cref="IOException">It could not be brought there.</exception>
    public static void Clear(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (flush.Value((int)file.DangerousGetHandle()) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (nothingToFlush.Contains(error))
            {
                return;
            }

            if (error != Interrupted)
            {
                throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
            }
        }
    }
}
