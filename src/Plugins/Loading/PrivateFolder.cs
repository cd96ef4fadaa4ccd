using LmmCl.Modeling.Files;









namespace LmmCl.Plugins.Loading;

/// <summary>
/// A temporary folder of this process that no other user can write to. It is deleted when the process ends; the folder of a killed process
/// is deleted by the next one, which recognises it by its unheld lock.
/// </summary>
internal static class PrivateFolder
{
    private const string Prefix = "lmmcl-plugins-";
    private const string LockEnding = ".lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly Lock making = new();

    private static string? own;

    /// <summary>Creates a subfolder.</summary>
    /// <exception cref="IOException">The disk is full, or access is denied.</exception>
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
            // The folder belongs to another user.
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
            // Some platforms cannot delete loaded libraries; the next process tries again.
        }
    }
}
