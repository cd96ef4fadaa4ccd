using LmmCl.Abstractions;

namespace LmmCl.Modeling.Files;

/// <summary>
/// Writes a file that is either there as a whole or not there, and that is there for good when the call returns, even if the power fails
/// the moment after: a temporary neighbour, flushed to the disk, then renamed, then the folder flushed. An event may name it from then on.
/// </summary>
public static class DurableFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Runs <paramref name="write"/> on the temporary file and renames it; the folder is made if it is not there.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.writing");
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

    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <summary>Gives a file that is on the disk its final name, in the same folder or another; what had the name is gone.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static void Rename(string path, string name)
    {
        File.Move(path, name, overwrite: true);
        DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Makes sure that what others wrote into a file is on the disk, and not only in its cache.</summary>
    /// <exception cref="IOException">It cannot be brought there.</exception>
    public static void Sync(string path)
    {
        // Where reading is enough to flush, files that nobody may write to any more are flushed too.
        using var file = File.OpenHandle(path, access: OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read);
        DiskCache.Clear(file, path);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The write's own error is the one to report.
        }
    }
}
