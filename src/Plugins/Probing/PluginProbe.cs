using System.Diagnostics;
using LmmCl.Plugins.Manifests;

namespace LmmCl.Plugins.Probing;

/// <summary>Loads a plugin in a process of its own, so that whatever its code does there happens there.</summary>
internal static class PluginProbe
{
    /// <summary>The host's command that describes a plugin: <c>lmmcl plugins describe FOLDER ANSWER</c>.</summary>
    public const string Command = "describe";

    private const int SignalBase = 128;

    private static readonly TimeSpan limit = TimeSpan.FromSeconds(30);

    /// <exception cref="PluginProbeException">It cannot be loaded, crashed the process or did not end in time.</exception>
    public static async Task<PluginDescription> DescribeAsync(string folder, CancellationToken ct)
    {
        var answer = Path.GetTempFileName();
        using var process = Process.Start(HostProgram.StartInfo(["plugins", Command, folder, answer]))!;
        try
        {
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(ct);
            var printed = process.StandardOutput.ReadToEndAsync(ct);
            await Task.WhenAll(process.WaitForExitAsync(ct), said, printed).WaitAsync(limit, ct);
            return process.ExitCode == 0
                ? PluginDescription.Read(answer)
                : throw new PluginProbeException(Failure(process.ExitCode, await said, folder));
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
