using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Modeling.Files;

/// <summary>
/// The operating system's cache of files and folders. The framework's own flush (<see cref="RandomAccess.FlushToDisk"/>) mistakes a failure
/// for success on Linux (.NET 10.0: its native part returns 1 where the managed part expects a negative number), so this class calls the
/// system directly.
/// </summary>
public static class DiskCache
{
    private const int Interrupted = 4;

    // EINVAL, EROFS, ENOTSUP: returned for files and folders without a backing disk, which is not a failure.
    private static readonly int[] nothingToFlush = [22, 30, 95];

    // Resolved in the program's own scope, so that a preloaded library can simulate a failing disk.
    private static readonly Lazy<Flush> flush = new(() => Marshal.GetDelegateForFunctionPointer<Flush>(
        NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "fsync")));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int Flush(int descriptor);

    /// <summary>
    /// Flushes a file or folder; returns once everything written through any handle of the file, or every name in the folder, is on disk.
    /// </summary>
    /// <param name="file">An open file or folder.</param>
    /// <param name="path">Its path, for error messages.</param>
    /// <exception cref="IOException">The flush failed.</exception>
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
