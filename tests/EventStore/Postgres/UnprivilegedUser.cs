using System.Diagnostics;

namespace LmmCl.EventStore.Tests.Postgres;

/// <summary>Runs programs as somebody who may run a server: PostgreSQL refuses to be run by root.</summary>
internal static class UnprivilegedUser
{
    private static readonly string? name = Environment.IsPrivilegedProcess ? (Exists("postgres") ? "postgres" : "nobody") : null;

    /// <summary>A program that dies with this process, even with a killed one, if it is started on a thread that lives as long.</summary>
    internal static ProcessStartInfo Command(string program, params string[] arguments)
    {
        string[] prefix = name is null
            ? ["--pdeathsig", "KILL"]
            : ["--pdeathsig", "KILL", "--reuid", name, "--regid", GroupOf(name), "--clear-groups"];
        return new ProcessStartInfo("setpriv", [.. prefix, program, .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C", ["HOME"] = "/" },
        };
    }

    internal static void Give(string path)
    {
        if (name is not null)
            Run(new ProcessStartInfo("chown", ["-R", $"{name}:{GroupOf(name)}", path]) { RedirectStandardOutput = true, RedirectStandardError = true });
    }

    internal static string Run(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(
            $"{command.FileName} {string.Join(' ', command.ArgumentList)}: {errors.Result}{output}");
    }

    private static bool Exists(string user) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal));

    private static string GroupOf(string user) =>
        File.ReadLines("/etc/passwd").First(line => line.StartsWith(user + ":", StringComparison.Ordinal)).Split(':')[3];
}
