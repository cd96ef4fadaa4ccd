using LmmCl.Abstractions;

namespace LmmCl.Modeling.Files;

/// <summary>
/// Writes a file atomically and durably: it is either complete or absent, and survives a power failure once the call returns. It is written
/// to a temporary file in the same folder, flushed and renamed, and then the folder is flushed. Events may refer to it from then on.
/// </summary>
public static class DurableFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Runs <paramref name="write"/> on the temporary file and renames it; the folder is created if necessary.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, suffix: "");

    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>The same for a file that several processes may write at once: the last one to finish wins.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to. Nothing is left behind.</exception>
    public static void WriteShared(string path, Action<Stream> write) => Write(path, write, $".{Path.GetRandomFileName()}");

    /// <summary>
    /// Renames a file that is already on disk to its final name, in the same folder or another, replacing any existing file.
    /// </summary>
    /// <exception cref="IOException">The file cannot be renamed.</exception>
    public static void Rename(string path, string name)
    {
        File.Move(path, name, overwrite: true);
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Flushes to disk a file written by other code.</summary>
    /// <exception cref="IOException">The flush failed.</exception>
    public static void Sync(string path)
    {
        // If a read handle is enough for flushing, read-only files can be flushed too.
        using var file = File.OpenHandle(path, access: OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read);
        DiskCache.Clear(file, path);
    }

    private static void Write(string path, Action<Stream> write, string suffix)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}{suffix}.writing");
        try
        {
            DurableFolder.Create(folder);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                stream.Flush();
                DiskCache.Clear(stream.SafeFileHandle, temporary);
            }

            Rename(temporary, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new InputException(
                path,
                $"it cannot be written ({error.Message}).",
                "Free space on the disk, or choose a folder that you may write to.",
                error);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The original write error takes precedence.
        }
    }
}
