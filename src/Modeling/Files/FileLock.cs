namespace LmmCl.Modeling.Files;

/// <summary>A file that one process holds until it lets go or dies. The file stays there: removing it could let two in.</summary>
public sealed class FileLock : IDisposable
{
    // What Linux, macOS and Windows answer when another process has it.
    private static readonly int[] takenCodes = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan betweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock; null where another process has it.</summary>
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

    /// <summary>Takes the lock once nobody else has it.</summary>
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
