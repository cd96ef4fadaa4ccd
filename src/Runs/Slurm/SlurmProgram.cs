using System.ComponentModel;
using System.Diagnostics;
using LmmCl.Abstractions;

namespace LmmCl.Runs.Slurm;

/// <summary>Runs one of Slurm's commands.</summary>
/// <param name="ExitCode">Its exit code; null if it did not end in time.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">The last line of what it complained about, without the command's name.</param>
internal sealed record SlurmProgram(int? ExitCode, string Output, string Error)
{
    private static readonly TimeSpan timeout = TimeSpan.FromMinutes(1);

    /// <summary>True if it succeeded.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InputException">This machine does not have it.</exception>
    public static async Task<SlurmProgram> RunAsync(string name, IEnumerable<string> arguments, CancellationToken ct = default)
    {
        using var process = Start(name, arguments);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ending.CancelAfter(timeout);
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(ending.Token);
            var output = await process.StandardOutput.ReadToEndAsync(ending.Token);
            await process.WaitForExitAsync(ending.Token);
            return new SlurmProgram(process.ExitCode, output, LastLine(await error));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SlurmProgram(null, "", $"{name} did not answer within {timeout.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(string name, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(name, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception error)
        {
            throw new InputException(
                name,
                $"Slurm's command cannot be started ({error.Message}).",
                "Run this on a login node of the cluster, or load its module.",
                error);
        }
    }

    private static string LastLine(string error)
    {
        var line = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        var place = line.IndexOf("error: ", StringComparison.Ordinal);
        return place < 0 ? line : line[(place + "error: ".Length)..];
    }
}
