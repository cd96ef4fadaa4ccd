using LmmCl.Modeling.Files;









namespace LmmCl.Plugins.Loading;

/// <summary>
/// A temporary folder of this process that no other user can write to. It is removed when the process ends; what a killed process left is
/// removed by the next one, which knows it by its lock that nobody holds.
/// </summary>
internal static class PrivateFolder
{
    private const string Prefix = "lmmcl-plugins-";
    private const string LockEnding = ".lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Lock making = new();

    private static string? own;

    /// <summary>Makes a folder in it.</summary>
    /// <exception cref="IOException">There is no room, or no right to make one.</exception>
    public static string MakeFolder()
    {
        lock (making)
        {
            own ??= Make();
            return Directory.CreateDirectory(Path.Combine(own, Path.GetRandomFileName())).FullName;
        }
    }

    private static string Make()
    {
        var root = Path.GetTempPath();
        foreach (var left in Directory.GetFiles(root, $"{Prefix}*{LockEnding}"))
        {
            RemoveUnlessHeld(left);
        }

        var folder = Path.Combine(root, $"{Prefix}{Guid.NewGuid():N}");
        var held = FileLock.TryTake(folder + LockEnding) ?? throw new IOException($"{folder}{LockEnding} is held by another process.");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder + LockEnding, held);
        return folder;
    }

    private static void RemoveUnlessHeld(string lockFile)
    {
        try
        {
            if (FileLock.TryTake(lockFile) is { } held)
            {
                Remove(lockFile, held);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's.
        }
    }

    private static void Remove(string lockFile, FileLock held)
    {
        try
        {
            using (held)
            {
                var folder = lockFile[..^LockEnding.Length];
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                File.Delete(lockFile);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Loaded libraries cannot be deleted everywhere; the next process tries again.
        }
    }
}
