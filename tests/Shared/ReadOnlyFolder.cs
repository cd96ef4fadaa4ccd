using System.Diagnostics;

namespace LmmCl.Tests;

/// <summary>
/// Runs programs to whom a folder is read-only: by a mount in a namespace of their own, because permissions do not bind root.
/// </summary>
internal static class ReadOnlyFolder
{
    private const string Script = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";

    /// <summary>Whether this machine allows it.</summary>
    public static bool IsPossible { get; } = PrivateMount.Allows(folder =>
        Run(folder, "true").Code == 0 && Run(folder, "touch", Path.Combine(folder, "x")).Code != 0);

    /// <summary>The program with its output redirected, to be started.</summary>
    public static ProcessStartInfo Command(string folder, params string[] words) => PrivateMount.Command(Script, [folder, .. words]);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and its standard output followed by its standard error.</returns>
    public static (int Code, string Output) Run(string folder, params string[] words)
    {
        var (code, output, error) = PrivateMount.Run(Command(folder, words));
        return (code, output + error);
    }
}

/// <summary>A theory that is skipped where no folder can be made read-only for one program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadOnlyFolderTheoryAttribute : TheoryAttribute
{
    public ReadOnlyFolderTheoryAttribute()
    {
        if (!ReadOnlyFolder.IsPossible)
        {
            Skip = "no read-only mount is allowed here (unshare --mount)";
        }
    }
}

/// <summary>A fact that is skipped where no folder can be made read-only for one program.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadOnlyFolderFactAttribute : FactAttribute
{
    public ReadOnlyFolderFactAttribute()
    {
        if (!ReadOnlyFolder.IsPossible)
        {
            Skip = "no read-only mount is allowed here (unshare --mount)";
        }
    }
}
