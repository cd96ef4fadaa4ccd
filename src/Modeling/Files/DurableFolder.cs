using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Modeling.Files;

/// <summary>
/// Folders whose entries survive a power cut: a file that is on the disk is lost all the same where the folder that names it is not.
/// </summary>
public static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and those above it that are missing, and returns its full path.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static string Create(string path)
    {
        var folder = Path.GetFullPath(path);
        if (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            Create(parent);
            Directory.CreateDirectory(folder);
            Sync(parent);
        }

        return folder;
    }

    /// <summary>Gives a folder its final name once everything in it, at any depth, is on the disk.</summary>
    /// <exception cref="IOException">It cannot be renamed, or a file of it cannot be brought to the disk.</exception>
    public static void Publish(string folder, string name)
    {
        SyncAll(folder);
        Directory.Move(folder, name);
        Sync(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Brings every file and folder in <paramref name="folder"/>, and itself, to the disk.</summary>
    /// <exception cref="IOException">One cannot be brought there.</exception>
    public static void SyncAll(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            DurableFile.Sync(file);
        }

        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            SyncAll(inner);
        }

        Sync(folder);
    }

    /// <summary>
    /// Brings the names in a folder to the disk. Where folders cannot be flushed (on Windows, or in one that may not be listed), the file
    /// system's own order of writing is all that there is.
    /// </summary>
    /// <exception cref="IOException">They cannot be brought there.</exception>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsWindows() && Open(folder, ReadOnly) is >= 0 and var descriptor)
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            DiskCache.Clear(handle, folder);
        }
    }

    // .NET opens files only.
    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
