using System.Diagnostics;
using LmmCl.Host.Composition;

namespace LmmCl.Slurm.Bench;

/// <summary>Runs the real program and times it.</summary>
internal static class HostCommand
{
    public static async Task<TimeSpan> RunAsync(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(HostSettings).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = clock.Elapsed;
        return process.ExitCode == 0
            ? elapsed
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {await error}{await output}");
    }
}
