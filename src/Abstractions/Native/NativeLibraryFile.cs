using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Abstractions;

/// <summary>Loads a native library by its path, for the life of the process.</summary>
internal static partial class NativeLibraryFile
{
    // Every symbol is looked up at once: a missing one is an error here and not the end of the process at its first call.
    private const int ResolveNow = 2;
    private const uint CloseOnExec = 1;

    /// <exception cref="DllNotFoundException">It cannot be loaded; the message is the loader's.</exception>
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
    /// Loads a copy in memory that does not insist on symbol versions of a newer C++ library. TorchSharp asks for GLIBCXX_3.4.32 and
    /// uses no symbol of it; Debian 12 ends at 3.4.30. Symbols that are missing are still an error.
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

    /// <summary>Null, or the loader's error.</summary>
    private static string? Open(string path)
    {
        // Called before as well: binding an import uses the loader, which would replace the error by its own.
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
