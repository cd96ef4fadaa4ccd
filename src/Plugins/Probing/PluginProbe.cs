using System.ComponentModel;
using System.Diagnostics;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Probing;

/// <summary>Loads a plugin in a separate process, to isolate the host from its code.</summary>
internal static class PluginProbe
{
    /// <summary>The host's command that describes a plugin: <c>lmmcl plugins describe FOLDER ANSWER</c>.</summary>
    public const string Command = "describe";

    /// <summary>Exit code if the machine, and not the plugin, is at fault; sysexits.h calls it EX_TEMPFAIL.</summary>
    public const int Unavailable = 75;

    private const int SignalBase = 128;

    // SIGKILL, never caused by the plugin's own bugs: the kernel is out of memory, or a user killed the process.
    private const int Killed = 137;

    private static readonly TimeSpan limit = TimeSpan.FromSeconds(30);

    /// <param name="folder">The plugin's folder.</param>
    /// <param name="manifest">The checked manifest; other files are not loaded.</param>
    /// <param name="ct">Kills the process.</param>
    /// <exception cref="PluginProbeException">The plugin cannot be loaded, crashed the process or did not finish in time.</exception>
    public static async Task<PluginDescription> DescribeAsync(string folder, PluginManifest manifest, CancellationToken ct)
    {
        var answer = Path.GetTempFileName();
        using var process = Start(["plugins", Command, folder, answer, manifest.Seal.Hex]);
        try
        {
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(ct);
            var printed = process.StandardOutput.ReadToEndAsync(ct);
            await Task.WhenAll(process.WaitForExitAsync(ct), said, printed).WaitAsync(limit, ct);
            return process.ExitCode == 0
                ? PluginDescription.Read(answer)
                : throw new PluginProbeException(Failure(process.ExitCode, await said, folder))
                {
                    IsPluginFault = process.ExitCode is not (Unavailable or Killed),
                };
        }
        catch (TimeoutException error)
        {
            throw new PluginProbeException($"loading it did not end within {limit.TotalSeconds:0} s.", error);
        }
        finally
        {
            End(process);
            File.Delete(answer);
        }
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(HostProgram.StartInfo(arguments))!;
        }
        catch (Win32Exception error)
        {
            throw new PluginProbeException($"no process could be started to load it ({error.Message}).", error) { IsPluginFault = false };
        }
    }

    private static string Failure(int exitCode, string said, string folder)
    {
        var last = Printable.Text(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "")
            .Replace($"{folder}: ", "", StringComparison.Ordinal);
        return exitCode > SignalBase
            ? $"its code crashed the process that loaded it (signal {exitCode - SignalBase}). {last}".TrimEnd()
            : last;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
