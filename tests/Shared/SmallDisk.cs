namespace LmmCl.Tests;

/// <summary>Runs programs to whom a folder is a disk of a few kilobytes, or a read-only one: a mount of their own.</summary>
internal static class SmallDisk
{
    private const string Script = "mount -t tmpfs -o \"$0\" none \"$1\" && shift && exec \"$@\"";

    /// <summary>Whether this machine allows it.</summary>
    public static bool IsPossible { get; } = PrivateMount.Allows(folder => Run("size=16k", folder, "true").Code == 0);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="options">Options of the mount, such as <c>size=16k</c> or <c>ro</c>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>Its exit code and its standard error.</returns>
    public static (int Code, string Error) Run(string options, string folder, params string[] words)
    {
        Directory.CreateDirectory(folder);
        var (code, _, error) = PrivateMount.Run(PrivateMount.Command(Script, [options, folder, .. words]));
        return (code, error);
    }
}

/// <summary>A fact that is skipped where no disk can be mounted for one program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible)
        {
            Skip = "no mount is allowed here (unshare --mount)";
        }
    }
}
