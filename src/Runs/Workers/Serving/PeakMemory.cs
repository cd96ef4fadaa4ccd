using System.Diagnostics;
using System.Globalization;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>
/// Peak resident memory of this process since <see cref="Begin"/>; since the process started if the peak cannot be reset.
/// </summary>
internal static class PeakMemory
{
    private const string Reset = "/proc/self/clear_refs";
    private const string Status = "/proc/self/status";
    private const string PeakField = "VmHWM:";

    // Value for clear_refs that resets the peak to the current resident size.
    private const string PeakIsNow = "5";

    public static void Begin()
    {
        try
        {
            if (File.Exists(Reset))
            {
                File.WriteAllText(Reset, PeakIsNow);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some containers forbid the reset: the peak is then that of the whole process.
        }
    }

    /// <summary>The peak in bytes.</summary>
    public static long Read()
    {
        var lines = File.Exists(Status) ? File.ReadLines(Status) : [];
        if (lines.FirstOrDefault(line => line.StartsWith(PeakField, StringComparison.Ordinal)) is { } line)
        {
            return 1024 * long.Parse(line[PeakField.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
