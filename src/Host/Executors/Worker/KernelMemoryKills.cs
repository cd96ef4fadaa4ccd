using System.Globalization;

namespace LmmCl.Host.Executors.Worker;

/// <summary>How often the kernel has killed a process because memory ran out, as far as this machine tells.</summary>
internal static class KernelMemoryKills
{
    // The own control group's figure where it is visible, else the machine's.
    private static readonly string[] counters = ["/sys/fs/cgroup/memory.events", "/proc/vmstat"];

    public static long Count()
    {
        try
        {
            var line = counters.Where(File.Exists).SelectMany(File.ReadLines).FirstOrDefault(line => line.StartsWith("oom_kill ", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("oom_kill ".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
