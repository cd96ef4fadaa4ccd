using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Abstractions;

/// <summary>Loads a native library by path, for the lifetime of the process.</summary>
internal static partial class NativeLibraryFile
{
    // Resolve all symbols at load time: a missing one is then reported here instead of aborting the process at its first call.
    private const int ResolveNow = 2;
    private const uint CloseOnExec = 1;

    /// <exception cref="DllNotFoundException">The library cannot be loaded; the message is the loader's.</exception>
    public static void Load(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            NativeLibrary.Load(path);
        }
        else if (Open(path) is { } error)
        {
            LoadWithoutVersions(path, error);
        }
    }

    /// <summary>
    /// Loads an in-memory copy that does not require the symbol versions of a newer C++ library. TorchSharp requires GLIBCXX_3.4.32 but
    /// uses no symbol of it; Debian 12 provides up to 3.4.30. Missing symbols are still an error.
    /// </summary>
    private static void LoadWithoutVersions(string path, string error)
    {
        var library = File.ReadAllBytes(path);
        while (SymbolVersions.MissingFrom(error) is { } version && SymbolVersions.MakeOptional(library, version))
        {
            using var copy = new SafeFileHandle(MemoryFile(Path.GetFileName(path), CloseOnExec), ownsHandle: true);
            if (copy.IsInvalid)
            {
                break;
            }

            RandomAccess.Write(copy, library, fileOffset: 0);
            var name = $"/proc/self/fd/{copy.DangerousGetHandle()}";
            if (Open(name) is not { } next)
            {
                return;
            }

            error = next.Replace(name, path, StringComparison.Ordinal);
        }

        throw new DllNotFoundException(error);
    }

    /// <summary>Opens the library; returns null on success, otherwise the loader's error.</summary>
    private static string? Open(string path)
    {
        // Clear the error beforehand too: binding an import uses the loader, which would overwrite the error.
        _ = LastError();
        return OpenLibrary(path, ResolveNow) != 0 ? null : Marshal.PtrToStringUTF8(LastError()) ?? "no reason given";
    }

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenLibrary(string path, int mode);

    [LibraryImport("libc", EntryPoint = "dlerror")]
    private static partial nint LastError();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint MemoryFile(string name, uint flags);
}
