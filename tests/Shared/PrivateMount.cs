using System.ComponentModel;
using System.Diagnostics;

namespace LmmCl.Tests;

/// <summary>Runs programs that see a mount of their own, in a namespace that ends with them.</summary>
internal static class PrivateMount
{
    private static readonly string[] user = Environment.IsPrivilegedProcess ? [] : ["--user", "--map-root-user"];

    /// <summary>The program with its output redirected, to be started.</summary>
    /// <param name="script">A shell script that mounts something and then runs its arguments.</param>
    /// <param name="arguments">Arguments of the script, from <c>$0</c> on.</param>
    public static ProcessStartInfo Command(string script, params string[] arguments) =>
        new("unshare", ["--mount", .. user, "sh", "-c", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Error) Run(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Whether this machine allows what a trial on a new folder does.</summary>
    public static bool Allows(Func<string, bool> trial)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("lmmcl-mount-").FullName;
        try
        {
            return trial(folder);
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
