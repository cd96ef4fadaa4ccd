using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LmmCl.Modeling.Files;

/// <summary>Folders whose entries survive a power failure: a file on disk is still lost if the folder entry that names it is not.</summary>
public static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Creates a folder and any missing parents, and returns its full path.</summary>
    /// <exception cref="IOException">The folder cannot be created.</exception>
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

    /// <summary>Renames a folder to its final name once all of its contents, at any depth, are on disk.</summary>
    /// <exception cref="IOException">The folder cannot be renamed, or one of its files cannot be flushed.</exception>
    public static void Publish(string folder, string name)
    {
        SyncAll(folder);
        Directory.Move(folder, name);
        Sync(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Flushes <paramref name="folder"/> and every file and folder in it to disk.</summary>
    /// <exception cref="IOException">One of them cannot be flushed.</exception>
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
    /// Flushes the names in a folder to disk. If folders cannot be flushed (on Windows, or without permission to list), durability depends
    /// on the file system's own write ordering.
    /// </summary>
    /// <exception cref="IOException">The names cannot be flushed.</exception>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsWindows() && Open(folder, ReadOnly) is >= 0 and var descriptor)
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            DiskCache.Clear(handle, folder);
        }
    }

    // .NET can open files only.
    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
