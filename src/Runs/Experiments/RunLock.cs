namespace LmmCl.Runs.Experiments;

/// <summary>A file that one process holds until it lets go or dies. The file stays there: removing it could let two in.</summary>
internal sealed class RunLock : IDisposable
{
    // What Linux, macOS and Windows answer when another process has it.
    private static readonly int[] takenCodes = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan betweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock; null where another process has it.</summary>
    public static RunLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (takenCodes.Contains(taken.HResult))
        {
            return null;
        }
    }

    /// <summary>Takes the lock once nobody else has it.</summary>
    public static RunLock Take(string path)
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

    public void Dispose() => file.Dispose();
}
