using System.Globalization;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Runs.Workers;

/// <summary>The number of processes that the kernel has killed because memory ran out, as far as this machine reports it.</summary>
internal static class KernelMemoryKills
{
    private const string Field = "oom_kill ";

    // Prefer the counter of this process's control group; if not visible, use the machine's.
    private static readonly string[] counters = ["/sys/fs/cgroup/memory.events", "/proc/vmstat"];

    public static long Count()
    {
        try
        {
            var lines = counters.Where(File.Exists).SelectMany(File.ReadLines);
            return lines.FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
                ? long.Parse(line.AsSpan(Field.Length), CultureInfo.InvariantCulture)
                : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
