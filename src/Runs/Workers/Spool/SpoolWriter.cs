using LmmCl.EventStore;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>The worker's writer of the spool. Events are on disk when a call returns, regardless of the host and its log.</summary>
internal sealed class SpoolWriter : IDisposable
{
    private readonly Lock writing = new();
    private readonly FileStream file;

    /// <summary>Continues after the last complete line of an existing file.</summary>
    public SpoolWriter(string path)
    {
        var folder = DurableFolder.Create(Path.GetDirectoryName(path)!);
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        DurableFolder.Sync(folder);
        DropTornLine();
    }

    /// <exception cref="IOException">The events could not be written; the complete lines before them are unchanged.</exception>
    public void Append(IReadOnlyList<NewEvent> events)
    {
        lock (writing)
        {
            try
            {
                file.Write([.. events.SelectMany(SpoolLine.Of)]);
                DiskCache.Clear(file.SafeFileHandle, file.Name);
            }
            catch (IOException)
            {
                DropTornLine();
                throw;
            }
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>Truncates an incomplete last line. Complete lines are kept, since the host may have read them already.</summary>
    private void DropTornLine()
    {
        var (length, end) = (file.Length, file.Length);
        while (end > 0 && !IsLineEnd(end - 1))
        {
            end--;
        }

        if (end < length)
        {
            file.SetLength(end);
        }

        file.Position = end;
    }

    private bool IsLineEnd(long place)
    {
        file.Position = place;
        return file.ReadByte() == SpoolLine.End;
    }
}
