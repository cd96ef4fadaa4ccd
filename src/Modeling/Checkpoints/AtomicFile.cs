using LmmCl.Abstractions;

namespace LmmCl.Modeling.Checkpoints;

/// <summary>Writes a file that is either there as a whole or not there: a temporary neighbour, flushed to the disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Runs <paramref name="write"/> on the temporary file and renames it.</summary>
    /// <exception cref="InputException">The disk is full, or the folder cannot be written to. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
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
            // The write's own error is the one to report.
        }
    }
}
