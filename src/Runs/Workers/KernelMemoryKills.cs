using System.Globalization;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Runs.Workers;

/// <summary>How often the kernel has killed a process because memory ran out, as far as this machine tells.</summary>
internal static class KernelMemoryKills
{
    private const string Field = "oom_kill ";

    // The own control group's figure where it is visible, else the machine's.
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
