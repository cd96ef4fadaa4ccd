using LmmCl.Abstractions;

namespace LmmCl.EventStore.Stores.Sqlite;

/// <summary>
/// A store's files for a reader that changes none of them. A store that was closed is one file, which is read where it is. Where a
/// write-ahead log lies beside it, because a writer is active or was killed, both are copied into a temporary folder and merged there.
/// </summary>
internal sealed class SqliteFiles : IDisposable
{
    private const string WriteAheadLog = "-wal";
    private const int MostAttempts = 20;

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    private readonly string path;
    private readonly (long, DateTime) state;
    private readonly string? folder;

    private SqliteFiles(string path)
    {
        this.path = path;
        state = StateOf(path);
        if (new FileInfo(path + WriteAheadLog) is not { Exists: true, Length: > 0 })
        {
            Readable = path;
            return;
        }

        folder = Directory.CreateTempSubdirectory("lmmcl-store-").FullName;
        Readable = Path.Combine(folder, Path.GetFileName(path));
    }

    /// <summary>The file to read, which nobody writes to unless <see cref="RefuseChanged"/> says so.</summary>
    internal string Readable { get; }

    /// <summary>Takes the files of a store.</summary>
    /// <exception cref="InputException">They cannot be read, or are being written without a pause.</exception>
    internal static SqliteFiles Of(string path)
    {
        var files = new SqliteFiles(path);
        try
        {
            if (files.folder is not null)
                files.Merge();
            return files;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            files.Dispose();
            throw new InputException(
                path, $"the event store cannot be copied to be read ({refusal.Message}).", "Check its permissions.", refusal);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Checks that what was read so far is of one moment.</summary>
    /// <exception cref="StoreChangedException">Somebody wrote to the file since it was opened.</exception>
    internal void RefuseChanged()
    {
        if (folder is null && StateOf(path) != state)
            throw new StoreChangedException(path);
    }

    public void Dispose()
    {
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private void Merge()
    {
        for (var attempt = 1; !TryCopy(); attempt++)
        {
            if (attempt == MostAttempts)
                throw new InputException(path, "other processes write to the event store without a pause.", "Run the command again later.");
            Thread.Sleep(pause);
        }

        using var copy = new SqliteDatabase(Readable, create: false);
        copy.ReadNumber("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>
    /// Copies both files. False if the main file changed meanwhile: the log that was copied may then be without what was moved from it.
    /// </summary>
    private bool TryCopy()
    {
        var before = StateOf(path);
        Copy(path, Readable);
        if (File.Exists(path + WriteAheadLog))
            Copy(path + WriteAheadLog, Readable + WriteAheadLog);
        return StateOf(path) == before;
    }

    /// <summary>Copies the content alone: the permissions of a read-only file would forbid to merge it.</summary>
    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static (long, DateTime) StateOf(string path) => new FileInfo(path) is var file ? (file.Length, file.LastWriteTimeUtc) : default;
}
