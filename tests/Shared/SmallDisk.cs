using System.ComponentModel;
using System.Diagnostics;

namespace LmmCl.Tests;

/// <summary>Runs programs to whom a folder is a disk of a few kilobytes, or a read-only one: a mount of their own.</summary>
internal static class SmallDisk
{
    private const string Script = "mount -t tmpfs -o \"$0\" none \"$1\" && shift && exec \"$@\"";

    private static readonly string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];

    /// <summary>Whether this machine allows it.</summary>
    public static bool IsPossible { get; } = OperatingSystem.IsLinux() && Try();

    /// <summary>Runs a program to its end.</summary>
    /// <param name="options">Options of the mount, such as <c>size=16k</c> or <c>ro</c>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>Its exit code and its standard error.</returns>
    public static (int Code, string Error) Run(string options, string folder, params string[] words)
    {
        Directory.CreateDirectory(folder);
        string[] arguments = ["--mount", .. user, "sh", "-c", Script, options, folder, .. words];
        using var process = Process.Start(new ProcessStartInfo("unshare", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, error);
    }

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("lmmcl-mount-").FullName;
        try
        {
            return Run("size=16k", folder, "true").Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
