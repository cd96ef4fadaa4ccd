using LmmCl.EventStore;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Workers.Spool;

/// <summary>The worker's end of the spool. Events are on the disk when a call returns, whatever becomes of the host and its log.</summary>
internal sealed class SpoolWriter : IDisposable
{
    private readonly Lock writing = new();
    private readonly FileStream file;

    /// <summary>Goes on after the last whole line of what is there.</summary>
    public SpoolWriter(string path)
    {
        var folder = DurableFolder.Create(Path.GetDirectoryName(path)!);
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        DurableFolder.Sync(folder);
        DropTornLine();
    }

    /// <exception cref="IOException">They could not be written; the whole lines before them are as they were.</exception>
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

    /// <summary>Cuts off what follows the last line end. Whole lines stay: the host may have read them already.</summary>
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
