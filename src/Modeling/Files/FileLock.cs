namespace LmmCl.Modeling.Files;

/// <summary>
/// A lock file that one process holds until it releases it or dies. The file is never deleted, because deletion could let two processes
/// acquire the lock.
/// </summary>
public sealed class FileLock : IDisposable
{
    // Error codes of Linux, macOS and Windows for a lock held by another process.
    private static readonly int[] takenCodes = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan betweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Tries to take the lock; returns null if another process holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (takenCodes.Contains(taken.HResult))
        {
            return null;
        }
    }

    /// <summary>Takes the lock, waiting until no other process holds it.</summary>
    public static FileLock Take(string path)
    {
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(betweenAttempts);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
